/// Σ_k l_k r_k, always summed in the same order: unlike BLAS, which shares long sums out to threads.
func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
}

func difference(_ left: [Double], _ right: [Double]) -> [Double] { left.indices.map { left[$0] - right[$0] } }
