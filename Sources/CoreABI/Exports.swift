@_exported import MomentTensor
