internal import CHiredis
import Glibc

/// Reads the answers of a Redis server from its bytes, with hiredis.
///
/// Everything that a server can make long has a limit, because the server may be no Redis, or one
/// that someone else controls.
final class ReplyReader {
  /// The maximum size of one answer in bytes.
  static let replyLimit = 64 << 20
  /// The maximum number of values in one answer, the lists among them.
  static let valueLimit = 1 << 20
  /// The maximum length of a line: a status, an error, a number or a length.
  static let lineLimit = 64 << 10

  private let reader: UnsafeMutablePointer<redisReader>
  private let functions: UnsafeMutablePointer<redisReplyObjectFunctions>
  private let tree = ReplyTree()
  /// The number of bytes that belong to the answer that is being read.
  private var received = 0

  init() {
    functions = .allocate(capacity: 1)
    functions.initialize(to: ReplyTree.functions)
    guard let reader = redisReaderCreateWithFunctions(functions) else {
      preconditionFailure("hiredis could not be started: out of memory")
    }
    self.reader = reader
    reader.pointee.privdata = Unmanaged.passUnretained(tree).toOpaque()
  }

  deinit {
    redisReaderFree(reader)
    functions.deallocate()
  }

  /// Adds bytes that were received.
  ///
  /// - Throws: `tooLarge` if the answer is longer than any may be.
  func feed(_ bytes: UnsafeRawBufferPointer) throws(ReplyFault) {
    received += bytes.count
    guard received <= Self.replyLimit else { throw .tooLarge }
    let chars = bytes.bindMemory(to: CChar.self)
    guard redisReaderFeed(reader, chars.baseAddress, chars.count) == REDIS_OK else {
      throw fault
    }
  }

  /// Returns the next answer; `nil` if it is not complete yet.
  ///
  /// - Throws: a fault if the bytes are not those of an answer; nothing can be read after that.
  func next() throws(ReplyFault) -> RedisReply? {
    var root: UnsafeMutableRawPointer?
    guard redisReaderGetReply(reader, &root) == REDIS_OK else { throw fault }
    guard let root else {
      try checkLine()
      return nil
    }
    received = unread.count
    return tree.take(root)
  }

  private var unread: UnsafeRawBufferPointer {
    let state = reader.pointee
    guard let buffer = state.buf else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: buffer + state.pos, count: state.len - state.pos)
  }

  /// Rejects a line without an end, which hiredis would search again from its start with each part.
  private func checkLine() throws(ReplyFault) {
    guard unread.count > Self.lineLimit, let start = unread.baseAddress else { return }
    if memchr(start, Int32(UInt8(ascii: "\r")), Self.lineLimit) == nil { throw .tooLarge }
  }

  private var fault: ReplyFault {
    if tree.isTooLarge { return .tooLarge }
    let words = withUnsafeBytes(of: reader.pointee.errstr) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    return .malformed(words)
  }
}

/// Why the bytes of a server are not an answer.
enum ReplyFault: Error, Hashable {
  /// They violate the protocol; the words are those of hiredis.
  case malformed(String)
  /// The answer exceeds a limit of ``ReplyReader``.
  case tooLarge
}
