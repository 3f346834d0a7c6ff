/** Singular values of upper triangular 2 x 2 matrices [[f, g], [0, h]] (LAPACK's las2 and lasv2). */
import { withSign } from "./rotations.ts";

/** The smaller singular value. */
export function smallerOfTwo(f: number, g: number, h: number): number {
  const [low, high] = Math.abs(f) < Math.abs(h) ? [Math.abs(f), Math.abs(h)] : [Math.abs(h), Math.abs(f)];
  const off = Math.abs(g);
  if (low === 0) return 0;
  if (off < high) {
    const sum = 1 + low / high;
    const difference = (high - low) / high;
    const square = (off / high) ** 2;
    return low * (2 / (Math.sqrt(sum * sum + square) + Math.sqrt(difference * difference + square)));
  }
  const ratio = high / off;
  if (ratio === 0) return (low * high) / off;
  const sum = 1 + low / high;
  const difference = (high - low) / high;
  const c = 1 / (Math.sqrt(1 + (sum * ratio) ** 2) + Math.sqrt(1 + (difference * ratio) ** 2));
  return 2 * (low * c * ratio);
}

export interface Triangle {
  /** The singular values with their signs. */
  readonly larger: number;
  readonly smaller: number;
  readonly right: { readonly c: number; readonly s: number };
  readonly left: { readonly c: number; readonly s: number };
}

/** Both singular values and the rotations of their vectors. */
export function triangleOfTwo(f: number, g: number, h: number): Triangle {
  const swapped = Math.abs(h) > Math.abs(f);
  const [top, bottom] = swapped ? [h, f] : [f, h];
  const [fa, ha, ga] = [Math.abs(top), Math.abs(bottom), Math.abs(g)];
  let [smaller, larger] = [ha, fa];
  let [cl, cr, sl, sr] = [1, 1, 0, 0];
  let big = swapped ? 3 : 1;
  if (ga !== 0) {
    let gaSmall = true;
    if (ga > fa) {
      big = 2;
      if (fa / ga < 2 ** -53) {
        gaSmall = false;
        larger = ga;
        smaller = ha > 1 ? fa / (ga / ha) : (fa / ga) * ha;
        cl = 1;
        sl = bottom / g;
        sr = 1;
        cr = top / g;
      }
    }
    if (gaSmall) {
      const d = fa - ha;
      let l = d === fa ? 1 : d / fa;
      const m = g / top;
      let t = 2 - l;
      const mm = m * m;
      const s = Math.sqrt(t * t + mm);
      const r = l === 0 ? Math.abs(m) : Math.sqrt(l * l + mm);
      const a = 0.5 * (s + r);
      smaller = ha / a;
      larger = fa * a;
      if (mm === 0) t = l === 0 ? withSign(2, top) * withSign(1, g) : g / withSign(d, top) + m / t;
      else t = (m / (s + t) + m / (r + l)) * (1 + a);
      l = Math.sqrt(t * t + 4);
      cr = 2 / l;
      sr = t / l;
      cl = (cr + sr * m) / a;
      sl = ((bottom / top) * sr) / a;
    }
  }
  const [left, right] = swapped
    ? [
        { c: sr, s: cr },
        { c: sl, s: cl },
      ]
    : [
        { c: cl, s: sl },
        { c: cr, s: sr },
      ];
  // The signs follow the element that is the largest in size.
  const sign =
    big === 1 ? withSign(1, right.c) * withSign(1, left.c) * withSign(1, f)
    : big === 2 ? withSign(1, right.s) * withSign(1, left.c) * withSign(1, g)
    : withSign(1, right.s) * withSign(1, left.s) * withSign(1, h); // biome-ignore format: a table
  return {
    larger: withSign(larger, sign),
    smaller: withSign(smaller, sign * withSign(1, f) * withSign(1, h)),
    right,
    left,
  };
}
