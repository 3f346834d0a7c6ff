import torch
from torch.optim._strong_wolfe import strong_wolfe
from torch.optim.optimizer import Optimizer, check_lr


class LBFGS(Optimizer):
    """L-BFGS (Liu and Nocedal 1989), with a line search on request. `step` needs a closure."""

    def __init__(
        self,
        params,
        lr=1,
        max_iter=20,
        max_eval=None,
        tolerance_grad=1e-7,
        tolerance_change=1e-9,
        history_size=100,
        line_search_fn=None,
    ):
        check_lr(lr)
        if max_eval is None:
            max_eval = max_iter * 5 // 4
        super().__init__(
            params,
            {
                "lr": lr,
                "max_iter": max_iter,
                "max_eval": max_eval,
                "tolerance_grad": tolerance_grad,
                "tolerance_change": tolerance_change,
                "history_size": history_size,
                "line_search_fn": line_search_fn,
            },
        )
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self._params = self.param_groups[0]["params"]

    def _flat_grad(self):
        views = []
        for p in self._params:
            views.append(p.new_zeros(p.numel()) if p.grad is None else p.grad.view(-1))
        return torch.cat(views, 0)

    def _move(self, t, direction):
        offset = 0
        for p in self._params:
            count = p.numel()
            p.add_(direction[offset : offset + count].view_as(p), alpha=t)
            offset += count

    def _evaluator(self, closure, direction):
        """The loss and gradient a step along the direction away; the parameters stay."""
        start = [p.clone(memory_format=torch.contiguous_format) for p in self._params]

        def evaluate(t):
            self._move(t, direction)
            loss = float(closure())
            grad = self._flat_grad()
            for p, kept in zip(self._params, start):
                p.copy_(kept)
            return loss, grad

        return evaluate

    @torch.no_grad()
    def step(self, closure):
        closure = torch.enable_grad()(closure)
        group = self.param_groups[0]
        lr = group["lr"]
        # The state is one for all parameters; it is kept with the first.
        state = self.state[self._params[0]]
        state.setdefault("func_evals", 0)
        state.setdefault("n_iter", 0)
        first_loss = closure()
        loss = float(first_loss)
        evaluations = 1
        state["func_evals"] += 1
        grad = self._flat_grad()
        flat = grad.abs().max() <= group["tolerance_grad"]
        if flat:
            return first_loss
        memory = _Memory(state, group["history_size"])
        t = state.get("t")
        previous_grad = state.get("prev_flat_grad")
        iterations = 0
        while iterations < group["max_iter"]:
            iterations += 1
            state["n_iter"] += 1
            if state["n_iter"] == 1:
                memory.start(grad)
            else:
                memory.update(grad.sub(previous_grad), memory.direction.mul(t))
                memory.aim(grad)
            direction = memory.direction
            if previous_grad is None:
                previous_grad = grad.clone(memory_format=torch.contiguous_format)
            else:
                previous_grad.copy_(grad)
            previous_loss = loss
            t = min(1.0, 1.0 / grad.abs().sum()) * lr if state["n_iter"] == 1 else lr
            slope = grad.dot(direction)
            if slope > -group["tolerance_change"]:
                break
            searched = 0
            if group["line_search_fn"] is not None:
                if group["line_search_fn"] != "strong_wolfe":
                    raise RuntimeError("only 'strong_wolfe' is supported")
                evaluate = self._evaluator(closure, direction)
                loss, grad, t, searched = strong_wolfe(evaluate, t, direction, loss, grad, slope)
                self._move(t, direction)
                flat = grad.abs().max() <= group["tolerance_grad"]
            else:
                self._move(t, direction)
                if iterations != group["max_iter"]:
                    loss = float(closure())
                    grad = self._flat_grad()
                    flat = grad.abs().max() <= group["tolerance_grad"]
                    searched = 1
            evaluations += searched
            state["func_evals"] += searched
            if (
                iterations == group["max_iter"]
                or evaluations >= group["max_eval"]
                or flat
                or direction.mul(t).abs().max() <= group["tolerance_change"]
                or abs(loss - previous_loss) < group["tolerance_change"]
            ):
                break
        memory.keep(t)
        state["prev_flat_grad"] = previous_grad
        state["prev_loss"] = previous_loss
        return first_loss


class _Memory:
    """The last changes of parameters and gradients, which stand for an inverse Hessian."""

    def __init__(self, state, size):
        self.state = state
        self.size = size
        self.direction = state.get("d")
        self.grad_changes = state.get("old_dirs")
        self.steps = state.get("old_stps")
        self.inverses = state.get("ro")
        self.scale = state.get("H_diag")

    def start(self, grad):
        self.direction = grad.neg()
        self.grad_changes = []
        self.steps = []
        self.inverses = []
        self.scale = 1

    def update(self, change, step):
        product = change.dot(step)
        if product <= 1e-10:
            return
        if len(self.grad_changes) == self.size:
            for held in (self.grad_changes, self.steps, self.inverses):
                held.pop(0)
        self.grad_changes.append(change)
        self.steps.append(step)
        self.inverses.append(1.0 / product)
        self.scale = product / change.dot(change)

    def aim(self, grad):
        """The two-loop recursion (Nocedal 1980)."""
        weights = self.state.setdefault("al", [None] * self.size)
        q = grad.neg()
        for i in reversed(range(len(self.steps))):
            weights[i] = self.steps[i].dot(q) * self.inverses[i]
            q.add_(self.grad_changes[i], alpha=-weights[i])
        result = torch.mul(q, self.scale)
        for i in range(len(self.steps)):
            back = self.grad_changes[i].dot(result) * self.inverses[i]
            result.add_(self.steps[i], alpha=weights[i] - back)
        self.direction = result

    def keep(self, t):
        self.state["d"] = self.direction
        self.state["t"] = t
        self.state["old_dirs"] = self.grad_changes
        self.state["old_stps"] = self.steps
        self.state["ro"] = self.inverses
        self.state["H_diag"] = self.scale
