internal import Bytes

/// Undoes one coding of a content, part by part.
///
/// Servers announce codings that they did not apply. Until something has been handed on, an error
/// therefore means that the content has another form, or in the end that it is not coded at all.
/// After that, it is damage.
final class CodingLayer {
  /// The number of bytes decompressed at a time.
  private static let chunk = 32 * 1024
  /// How many bytes are kept for another attempt while a decompressor gives nothing.
  private static let reach = 64 * 1024

  private enum Phase {
    /// Nothing has been handed on.
    case trying
    case decompressing
    /// A stream has ended.
    case ended
    /// Behind the end of a stream, in what may be a further one.
    case tryingNext
    /// Behind the end of the last stream.
    case ignoring
    /// The content is not coded.
    case plain
  }

  private var phase = Phase.trying
  private var attempts: ArraySlice<() -> (any Decompressor)?>
  private var decompressor: (any Decompressor)?
  private var beginning: [UInt8] = []
  private let output = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: CodingLayer.chunk)
  private var room: Int
  private let mayUse: (Int) -> Bool
  /// The number of bytes of memory that it uses.
  private(set) var memory = 0

  /// - Parameters:
  ///   - coding: the coding that was announced.
  ///   - limit: the maximum size of the output in bytes.
  ///   - mayUse: is asked whether it may use so many bytes more than before; `false` ends it.
  init(_ coding: ContentCoding, limit: Int, mayUse: @escaping (Int) -> Bool) {
    room = limit
    self.mayUse = mayUse
    attempts =
      switch coding {
      case .gzip: [{ Inflater(isRaw: false) }]
      // Some servers send it without the wrapper (RFC 9110 §8.4.1.2).
      case .deflate: [{ Inflater(isRaw: false) }, { Inflater(isRaw: true) }]
      case .brotli: [{ BrotliDecompressor() }]
      case .zstd: [{ ZstdDecompressor() }]
      }
  }

  deinit { output.deallocate() }

  /// Whether the content turned out not to be coded.
  var isPlain: Bool { phase == .plain }

  /// Whether a stream has come to its own end, and no further one has begun.
  var isAtItsEnd: Bool { phase == .ended || phase == .tryingNext || phase == .ignoring }

  /// Whether nothing is missing if no more bytes come; an empty content is whole.
  var isWhole: Bool { isAtItsEnd || isPlain || decompressor == nil }

  /// Undoes the coding of the next part and hands on the result.
  func write(
    _ part: Span<UInt8>, to next: (Span<UInt8>) throws(DecodingError) -> Void
  ) throws(DecodingError) {
    guard part.count > 0 else { return }
    switch phase {
    case .ignoring: return
    case .plain: try hand(part, to: next)
    case .trying: try attempt(part, to: next)
    case .decompressing, .ended, .tryingNext:
      guard try decompress(part, to: next) else { throw DecodingError(.damaged) }
    }
  }

  private func attempt(
    _ part: Span<UInt8>, to next: (Span<UInt8>) throws(DecodingError) -> Void
  ) throws(DecodingError) {
    var all = beginning
    all.append(part)
    if decompressor != nil, try decompress(part, to: next) { return keep(all) }
    while phase == .trying, let make = attempts.popFirst() {
      guard let made = make() else { throw DecodingError(.outOfMemory) }
      decompressor = made
      if try decompress(all.span, to: next) { return keep(all) }
    }
    beginning = []
    guard phase == .trying else { throw DecodingError(.damaged) }
    phase = .plain
    try hand(all.span, to: next)
  }

  private func keep(_ all: [UInt8]) {
    beginning = phase == .trying ? all : []
    if beginning.count > Self.reach {
      beginning = []
      phase = .decompressing
    }
  }

  /// Decompresses bytes; returns `false` if they are damaged.
  private func decompress(
    _ input: Span<UInt8>, to next: (Span<UInt8>) throws(DecodingError) -> Void
  ) throws(DecodingError) -> Bool {
    guard let decompressor else { return false }
    var offset = 0
    while true {
      if phase == .ended {
        guard offset < input.count else { return true }
        phase = decompressor.beginNext() ? .tryingNext : .ignoring
      }
      guard phase != .ignoring else { return true }
      // Byte by byte until something comes out: whether an error is damage must not depend on the
      // parts in which the content arrives.
      let isTrying = phase == .trying || phase == .tryingNext
      let end = isTrying ? min(offset + 1, input.count) : input.count
      let step = input.extracting(offset..<end).withUnsafeBufferPointer { rest in
        decompressor.step(rest, output)
      }
      try note(Self.chunk + decompressor.memory)
      offset += step.read
      if step.written > 0 {
        phase = .decompressing
        try hand(UnsafeBufferPointer(rebasing: output[..<step.written]).span, to: next)
      }
      if step.state == .damaged {
        guard phase == .tryingNext else { return false }
        phase = .ignoring
        return true
      }
      if step.state == .ended {
        phase = .ended
      } else if offset == input.count, step.written < output.count {
        return true
      } else if step.read == 0, step.written == 0 {
        return false
      }
    }
  }

  /// Notes how much memory is in use, if it has become more.
  private func note(_ use: Int) throws(DecodingError) {
    let more = use - memory
    guard more > 0 else { return }
    memory = use
    guard mayUse(more) else { throw DecodingError(.outOfMemory) }
  }

  private func hand(
    _ bytes: Span<UInt8>, to next: (Span<UInt8>) throws(DecodingError) -> Void
  ) throws(DecodingError) {
    room -= bytes.count
    guard room >= 0 else { throw DecodingError(.tooLarge) }
    try next(bytes)
  }
}
