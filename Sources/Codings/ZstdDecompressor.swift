internal import CZstd

/// Decompresses Zstandard (RFC 8878).
final class ZstdDecompressor: Decompressor {
  /// The largest window of the coding `zstd`: 8 MiB (RFC 9659 §3).
  private static let windowLog: Int32 = 23

  /// What the library needs beside the window: its tables, and a block of at most 128 KiB.
  private static let withoutWindow = 192 * 1024

  private let state: OpaquePointer
  private var produced = 0

  /// Returns `nil` when memory is short.
  init?() {
    guard let state = ZSTD_createDCtx() else { return nil }
    self.state = state
    ZSTD_DCtx_setParameter(state, ZSTD_d_windowLogMax, Self.windowLog)
  }

  deinit { ZSTD_freeDCtx(state) }

  // The library allocates the whole window at the start; the system has no memory behind it before
  // something is written there.
  var memory: Int { min(ZSTD_sizeof_DCtx(state), Self.withoutWindow + produced) }

  func step(
    _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>
  ) -> DecompressionStep {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let result = ZSTD_decompressStream(state, &target, &source)
    produced += target.pos
    return DecompressionStep(
      read: source.pos, written: target.pos,
      state: ZSTD_isError(result) != 0 ? .damaged : result == 0 ? .ended : .going)
  }

  // The next frame begins by itself.
  func beginNext() -> Bool {
    ZSTD_isError(ZSTD_DCtx_reset(state, ZSTD_reset_session_only)) == 0
  }
}
