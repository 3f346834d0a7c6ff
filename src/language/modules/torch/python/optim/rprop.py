import torch
from torch.optim.optimizer import Optimizer, check_lr, step_count


class Rprop(Optimizer):
    """Resilient backpropagation (Riedmiller and Braun 1993): steps by the signs of gradients."""

    def __init__(
        self,
        params,
        lr=1e-2,
        etas=(0.5, 1.2),
        step_sizes=(1e-6, 50),
        *,
        capturable=False,
        foreach=None,
        maximize=False,
        differentiable=False,
    ):
        check_lr(lr)
        if not 0.0 < etas[0] < 1.0 < etas[1]:
            raise ValueError(f"Invalid eta values: {etas[0]}, {etas[1]}")
        super().__init__(
            params,
            {
                "lr": lr,
                "etas": etas,
                "step_sizes": step_sizes,
                "foreach": foreach,
                "maximize": maximize,
                "differentiable": differentiable,
                "capturable": capturable,
            },
        )

    def _update(self, param, grad, state, group):
        if len(state) == 0:
            state["step"] = step_count()
            state["prev"] = torch.zeros_like(param)
            state["step_size"] = torch.full_like(grad, float(group["lr"]))
        shrink, grow = group["etas"]
        if group["maximize"]:
            grad = -grad
        state["step"] += 1
        previous, step_size = state["prev"], state["step_size"]
        sign = grad.mul(previous).sign()
        sign[sign.gt(0)] = grow
        sign[sign.lt(0)] = shrink
        sign[sign.eq(0)] = 1
        step_size.mul_(sign).clamp_(*group["step_sizes"])
        # where the sign changed, this step is skipped
        grad = grad.clone()
        grad[sign.eq(shrink)] = 0
        param.addcmul_(grad.sign(), step_size, value=-1)
        previous.copy_(grad)
