/// The state of a decompression library for one stream.
protocol Decompressor: AnyObject {
  /// The number of bytes of memory in use.
  var memory: Int { get }

  /// Decompresses as much as there is input for and room in the output.
  func step(
    _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>
  ) -> DecompressionStep

  /// Prepares for a further stream behind the end of one; returns `false` if the coding has none.
  func beginNext() -> Bool
}

/// What one step of a decompressor did.
struct DecompressionStep {
  enum State { case going, ended, damaged }

  /// The number of bytes of the input that were read.
  var read: Int
  /// The number of bytes of the output that were written.
  var written: Int
  var state: State
}
