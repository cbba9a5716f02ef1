internal import CBrotli

/// Decompresses Brotli (RFC 7932).
final class BrotliDecompressor: Decompressor {
  private let state: OpaquePointer

  /// Returns `nil` when memory is short.
  init?() {
    guard let state = BrotliDecoderCreateInstance(nil, nil, nil) else { return nil }
    self.state = state
  }

  deinit { BrotliDecoderDestroyInstance(state) }

  func step(
    _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>
  ) -> DecompressionStep {
    var (left, room) = (input.count, output.count)
    var (next, target) = (input.baseAddress, output.baseAddress)
    let result = BrotliDecoderDecompressStream(state, &left, &next, &room, &target, nil)
    return DecompressionStep(
      read: input.count - left, written: output.count - room,
      state: result == BROTLI_DECODER_RESULT_SUCCESS
        ? .ended : result == BROTLI_DECODER_RESULT_ERROR ? .damaged : .going)
  }

  func beginNext() -> Bool { false }
}
