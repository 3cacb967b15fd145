//! Conjugate gradients for the normal equations of sparse designs.

/// Solves `A x = b` for a symmetric positive semi-definite `A` given as a product, preconditioned by its diagonal (Hestenes and
/// Stiefel 1952). A singular but consistent system gets one of its solutions. Stops at `‖b − A x‖ ≤ tolerance · ‖b‖`, after
/// `max_steps`, or where the curvature vanishes; answers the steps taken.
pub(super) fn solve(
    mut apply: impl FnMut(&[f64], &mut [f64]),
    diagonal: &[f64],
    b: &[f64],
    x: &mut [f64],
    tolerance: f64,
    max_steps: u32,
) -> u32 {
    x.fill(0.0);
    let mut residual = b.to_vec();
    let condition = |residual: &[f64], into: &mut Vec<f64>| {
        into.clear();
        into.extend(residual.iter().zip(diagonal).map(|(r, d)| if *d > 0.0 { r / d } else { 0.0 }));
    };
    let (mut conditioned, mut product) = (Vec::new(), vec![0.0; b.len()]);
    condition(&residual, &mut conditioned);
    let mut direction = conditioned.clone();
    let mut size = dot(&residual, &conditioned);
    let enough = tolerance * tolerance * dot(b, b);
    for step in 0..max_steps {
        if dot(&residual, &residual) <= enough {
            return step;
        }
        apply(&direction, &mut product);
        let curvature = dot(&direction, &product);
        if curvature <= f64::EPSILON * dot(&direction, &direction) {
            return step;
        }
        let length = size / curvature;
        axpy(x, length, &direction);
        axpy(&mut residual, -length, &product);
        condition(&residual, &mut conditioned);
        let next = dot(&residual, &conditioned);
        let turn = next / size;
        size = next;
        direction.iter_mut().zip(&conditioned).for_each(|(d, c)| *d = c + turn * *d);
    }
    max_steps
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// `y += factor · x`.
pub(super) fn axpy(y: &mut [f64], factor: f64, x: &[f64]) {
    y.iter_mut().zip(x).for_each(|(y, x)| *y += factor * x);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solves_a_singular_consistent_system() {
        // The Laplacian of a path of three: its rows sum to zero.
        let rows = [[1.0, -1.0, 0.0], [-1.0, 2.0, -1.0], [0.0, -1.0, 1.0]];
        let apply = |v: &[f64], out: &mut [f64]| out.iter_mut().zip(&rows).for_each(|(out, row)| *out = dot(row, v));
        let (b, mut x) = ([1.0, 1.0, -2.0], [0.0; 3]);
        let steps = solve(apply, &[1.0, 2.0, 1.0], &b, &mut x, 1e-12, 50);
        assert!((x[0] - x[1] - 1.0).abs() < 1e-9 && (x[1] - x[2] - 2.0).abs() < 1e-9 && steps <= 3, "{x:?} after {steps}");
    }
}
