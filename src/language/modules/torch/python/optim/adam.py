import torch
from torch._C import _adam_step
from torch.optim.optimizer import Optimizer, check_betas, check_eps, check_lr, check_not_negative, step_count


class Adam(Optimizer):
    """Adam (Kingma and Ba 2015, arXiv:1412.6980), with AMSGrad (arXiv:1904.09237) on request."""

    def __init__(
        self,
        params,
        lr=1e-3,
        betas=(0.9, 0.999),
        eps=1e-8,
        weight_decay=0,
        amsgrad=False,
        *,
        foreach=None,
        maximize=False,
        capturable=False,
        differentiable=False,
        fused=None,
        decoupled_weight_decay=False,
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
                "amsgrad": amsgrad,
                "maximize": maximize,
                "foreach": foreach,
                "capturable": capturable,
                "differentiable": differentiable,
                "fused": fused,
                "decoupled_weight_decay": decoupled_weight_decay,
            },
        )

    def _update(self, param, grad, state, group):
        if len(state) == 0:
            state["step"] = step_count()
            state["exp_avg"] = torch.zeros_like(param)
            state["exp_avg_sq"] = torch.zeros_like(param)
            if group["amsgrad"]:
                state["max_exp_avg_sq"] = torch.zeros_like(param)
        beta1, beta2 = group["betas"]
        lr = group["lr"]
        if group["maximize"]:
            grad = -grad
        state["step"] += 1
        if group["weight_decay"] != 0:
            if group["decoupled_weight_decay"]:
                param.mul_(1 - lr * group["weight_decay"])
            else:
                grad = grad.add(param, alpha=group["weight_decay"])
        average, square_average = state["exp_avg"], state["exp_avg_sq"]
        step = state["step"].item()
        correction1 = 1 - beta1**step
        correction2 = 1 - beta2**step
        amsgrad = group["amsgrad"]
        if not amsgrad:
            scalars = 1 - beta1, beta2, 1 - beta2, correction2**0.5, group["eps"], -(lr / correction1)
            if _adam_step(param, grad, average, square_average, *scalars):
                return
        average.lerp_(grad, 1 - beta1)
        square_average.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
        if amsgrad:
            torch.maximum(state["max_exp_avg_sq"], square_average, out=state["max_exp_avg_sq"])
            square_average = state["max_exp_avg_sq"]
        denominator = (square_average.sqrt() / correction2**0.5).add_(group["eps"])
        param.addcdiv_(average, denominator, value=-(lr / correction1))
