import torch
from torch.optim.optimizer import Optimizer, check_betas, check_eps, check_lr, check_not_negative, step_count


class Adamax(Optimizer):
    """Adamax: Adam with the infinity norm (Kingma and Ba 2015, arXiv:1412.6980)."""

    def __init__(
        self,
        params,
        lr=2e-3,
        betas=(0.9, 0.999),
        eps=1e-8,
        weight_decay=0,
        foreach=None,
        *,
        maximize=False,
        differentiable=False,
        capturable=False,
    ):
        check_lr(lr)
        check_eps(eps)
        check_betas(betas)
        check_not_negative("weight_decay", weight_decay)
        super().__init__(
            params,
            {
                "lr": lr,
                "betas": betas,
                "eps": eps,
                "weight_decay": weight_decay,
                "foreach": foreach,
                "maximize": maximize,
                "differentiable": differentiable,
                "capturable": capturable,
            },
        )

    def _update(self, param, grad, state, group):
        if len(state) == 0:
            state["step"] = step_count()
            state["exp_avg"] = torch.zeros_like(param)
            state["exp_inf"] = torch.zeros_like(param)
        beta1, beta2 = group["betas"]
        if group["maximize"]:
            grad = -grad
        state["step"] += 1
        if group["weight_decay"] != 0:
            grad = grad.add(param, alpha=group["weight_decay"])
        average, norm = state["exp_avg"], state["exp_inf"]
        average.lerp_(grad, 1 - beta1)
        torch.maximum(norm.mul_(beta2), grad.abs().add_(group["eps"]), out=norm)
        correction = 1 - beta1 ** state["step"].item()
        param.addcdiv_(average, norm, value=-(group["lr"] / correction))
