import torch
from torch.optim.optimizer import Optimizer, _scalar_dtype, check_lr, check_not_negative, step_count


class ASGD(Optimizer):
    """Averaged stochastic gradient descent (Polyak and Juditsky 1992)."""

    def __init__(
        self,
        params,
        lr=1e-2,
        lambd=1e-4,
        alpha=0.75,
        t0=1e6,
        weight_decay=0,
        foreach=None,
        maximize=False,
        differentiable=False,
        capturable=False,
    ):
        check_lr(lr)
        check_not_negative("weight_decay", weight_decay)
        super().__init__(
            params,
            {
                "lr": lr,
                "lambd": lambd,
                "alpha": alpha,
                "t0": t0,
                "weight_decay": weight_decay,
                "foreach": foreach,
                "maximize": maximize,
                "differentiable": differentiable,
                "capturable": capturable,
            },
        )

    def _update(self, param, grad, state, group):
        dtype = _scalar_dtype()
        if len(state) == 0:
            state["step"] = step_count()
            state["eta"] = torch.tensor(float(group["lr"]), dtype=dtype)
            state["mu"] = torch.tensor(1.0, dtype=dtype)
            state["ax"] = torch.zeros_like(param)
        lr, lambd = group["lr"], group["lambd"]
        if group["maximize"]:
            grad = -grad
        state["step"] += 1
        step = state["step"].item()
        if group["weight_decay"] != 0:
            grad = grad.add(param, alpha=group["weight_decay"])
        rate = state["eta"].item()
        param.mul_(1 - lambd * rate)
        param.add_(grad, alpha=-rate)
        average = state["ax"]
        if state["mu"].item() != 1:
            average.add_(param.sub(average).mul_(state["mu"]))
        else:
            average.copy_(param)
        state["eta"].copy_(torch.tensor(lr / ((1 + lambd * lr * step) ** group["alpha"])))
        state["mu"].copy_(torch.tensor(1 / max(1, step - group["t0"])))
