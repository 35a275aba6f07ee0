/// What messages call the atoms of a list: numbers of the caller's own, or their indices.
public enum AtomIDs {
    case indices
    case int32(UnsafePointer<Int32>)
    case int64(UnsafePointer<Int64>)

    subscript(index: Int) -> Int64 {
        switch self {
        case .indices: Int64(index)
        case .int32(let ids): Int64(ids[index])
        case .int64(let ids): ids[index]
        }
    }
}
