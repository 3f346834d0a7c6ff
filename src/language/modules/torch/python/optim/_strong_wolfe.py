"""A line search that ends where the strong Wolfe conditions hold (Nocedal and Wright 2006, algorithms 3.5 and 3.6)."""

import torch


def cubic_minimum(x1, f1, g1, x2, f2, g2, bounds=None):
    """Where the cubic through two points with given slopes is least, kept within bounds."""
    low, high = bounds if bounds is not None else ((x1, x2) if x1 <= x2 else (x2, x1))
    d1 = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
    square = d1**2 - g1 * g2
    if square < 0:
        return (low + high) / 2.0
    d2 = square.sqrt()
    if x1 <= x2:
        place = x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2))
    else:
        place = x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + 2 * d2))
    return min(max(place, low), high)


class _Point:
    """A step length with the loss, the gradient and the slope along the direction there."""

    def __init__(self, t, loss, grad, slope):
        self.t = t
        self.loss = loss
        self.grad = grad
        self.slope = slope


def strong_wolfe(evaluate, t, direction, loss, grad, slope, c1=1e-4, c2=0.9, tolerance_change=1e-9, max_searches=25):
    """`evaluate(t)` gives loss and flat gradient at step t. Gives (loss, gradient, t, evaluations)."""
    scale = direction.abs().max()
    count = 0

    def at(t):
        nonlocal count
        count += 1
        new_loss, new_grad = evaluate(t)
        return _Point(t, new_loss, new_grad, new_grad.dot(direction))

    def enough(point):
        return point.loss <= loss + c1 * point.t * slope

    def copied(point):
        return _Point(point.t, point.loss, point.grad.clone(memory_format=torch.contiguous_format), point.slope)

    point = at(t)
    previous = _Point(0, loss, grad.clone(memory_format=torch.contiguous_format), slope)
    done = False
    tries = 0
    bracket = None
    # Grow the step until an interval holds a point that satisfies the conditions.
    while tries < max_searches:
        if point.loss > (loss + c1 * point.t * slope) or (tries > 1 and point.loss >= previous.loss):
            bracket = [previous, copied(point)]
            break
        if abs(point.slope) <= -c2 * slope:
            bracket = [point]
            done = True
            break
        if point.slope >= 0:
            bracket = [previous, copied(point)]
            break
        shortest = point.t + 0.01 * (point.t - previous.t)
        longest = point.t * 10
        t = cubic_minimum(
            previous.t, previous.loss, previous.slope, point.t, point.loss, point.slope, bounds=(shortest, longest)
        )
        previous = copied(point)
        point = at(t)
        tries += 1
    if tries == max_searches:
        bracket = [_Point(0, loss, grad, slope), point]
    # Shrink the interval.
    stuck = False
    low, high = (0, 1) if len(bracket) == 1 or bracket[0].loss <= bracket[-1].loss else (1, 0)
    while not done and tries < max_searches:
        first, second = bracket
        if abs(second.t - first.t) * scale < tolerance_change:
            break
        t = cubic_minimum(first.t, first.loss, first.slope, second.t, second.loss, second.slope)
        # Points too near an end would make no progress: after two of them, one tenth inside is taken.
        left, right = min(first.t, second.t), max(first.t, second.t)
        margin = 0.1 * (right - left)
        if min(right - t, t - left) < margin:
            if stuck or t >= right or t <= left:
                t = right - margin if abs(t - right) < abs(t - left) else left + margin
                stuck = False
            else:
                stuck = True
        else:
            stuck = False
        point = at(t)
        tries += 1
        if not enough(point) or point.loss >= bracket[low].loss:
            bracket[high] = copied(point)
            low, high = (0, 1) if bracket[0].loss <= bracket[1].loss else (1, 0)
            continue
        if abs(point.slope) <= -c2 * slope:
            done = True
        elif point.slope * (bracket[high].t - bracket[low].t) >= 0:
            bracket[high] = bracket[low]
        bracket[low] = copied(point)
    best = bracket[low] if len(bracket) > 1 else bracket[0]
    return best.loss, best.grad, best.t, count
