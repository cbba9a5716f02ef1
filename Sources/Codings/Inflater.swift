internal import CZlib

/// Decompresses gzip and zlib, or deflate without a wrapper.
final class Inflater: Decompressor {
  private var stream = z_stream()
  private let isRaw: Bool

  /// Returns `nil` when memory is short.
  init?(isRaw: Bool) {
    self.isRaw = isRaw
    let status = isRaw ? magpie_inflate_raw_init(&stream) : magpie_inflate_init(&stream)
    guard status == Z_OK else { return nil }
  }

  deinit { inflateEnd(&stream) }

  // A window of 32 KiB, and tables (zconf.h).
  var memory: Int { 40 * 1024 }

  func step(
    _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>
  ) -> DecompressionStep {
    // zlib's counters have 32 bits; its input is mutable by type only.
    let count = min(input.count, 1 << 30)
    stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    stream.avail_in = UInt32(count)
    stream.next_out = output.baseAddress
    stream.avail_out = UInt32(output.count)
    let status = inflate(&stream, Z_NO_FLUSH)
    let state: DecompressionStep.State =
      switch status {
      case Z_STREAM_END: .ended
      // Without input or room zlib has nothing to do, which is no damage.
      case Z_OK, Z_BUF_ERROR: .going
      default: .damaged
      }
    return DecompressionStep(
      read: count - Int(stream.avail_in), written: output.count - Int(stream.avail_out),
      state: state)
  }

  func beginNext() -> Bool { !isRaw && magpie_inflate_next_member(&stream) == Z_OK }
}
