internal import CBrotli

/// Decompresses Brotli (RFC 7932).
final class BrotliDecompressor: Decompressor {
  private let state: OpaquePointer
  /// What the library has allocated; it writes here.
  private let allocated: UnsafeMutablePointer<Int>

  /// Returns `nil` when memory is short.
  init?() {
    let allocated = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    allocated.initialize(to: 0)
    guard let state = magpie_brotli_decoder(allocated) else {
      allocated.deallocate()
      return nil
    }
    self.state = state
    self.allocated = allocated
  }

  deinit {
    BrotliDecoderDestroyInstance(state)
    allocated.deallocate()
  }

  // The window grows with the blocks of the stream, up to 16 MiB (RFC 7932 §9.1).
  var memory: Int { allocated.pointee }

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
