/// What the process that decodes images is sent, and what it answers.
///
/// A request is the format of an image, the number of its bytes in four bytes, least significant first,
/// and the bytes. An answer is always of the same length: 0 and the hashes, or the number of a fault.
enum DecoderMessage {
  /// The byte that the process sends once it is confined.
  static let ready: UInt8 = 0x4D
  /// The length of what is before the bytes of an image.
  static let headBytes = 5
  /// The length of an answer.
  static let answerBytes = 1 + 8 + 32 + 1

  static func head(_ format: Luma.Format, count: Int) -> [UInt8] {
    [format.rawValue] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
  }

  static func count(in head: [UInt8]) -> Int {
    (1...4).reduce(0) { $0 | Int(head[$1]) << (8 * ($1 - 1)) }
  }

  static func answer(_ result: Result<ImageHashes, Luma.Fault>) -> [UInt8] {
    switch result {
    case .success(let hashes): return [0] + bytes(of: hashes)
    case .failure(let fault):
      return [fault.rawValue] + [UInt8](repeating: 0, count: answerBytes - 1)
    }
  }

  static func result(_ answer: [UInt8]) -> Result<ImageHashes, Luma.Fault>? {
    guard answer.count == answerBytes else { return nil }
    if answer[0] == 0 { return ImageHashes(bytes: answer[1...]).map { .success($0) } }
    return Luma.Fault(rawValue: answer[0]).map { .failure($0) }
  }

  static func bytes(of hashes: ImageHashes) -> [UInt8] {
    (hashes.dhash.words + hashes.pdq.words).flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * (7 - $0))) }
    } + [UInt8(clamping: hashes.quality)]
  }
}

extension ImageHashes {
  /// The number of bytes that hashes are stored in.
  public static let byteCount = DecoderMessage.answerBytes - 1

  /// The bytes that hashes are stored in.
  public var bytes: [UInt8] { DecoderMessage.bytes(of: self) }

  /// Reads hashes; `nil` if there is another number of bytes.
  public init?(bytes: ArraySlice<UInt8>) {
    guard bytes.count == Self.byteCount, let quality = bytes.last, quality <= 100 else {
      return nil
    }
    let words = (0..<5).map { word in
      (0..<8).reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[bytes.startIndex + word * 8 + $1]) }
    }
    self.init(
      dhash: ImageHash(words: [words[0]]), pdq: ImageHash(words: Array(words[1...])),
      quality: Int(quality))
  }
}
