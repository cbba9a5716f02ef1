internal import CHiredis

/// Builds an answer from the parts that hiredis reads.
///
/// hiredis would allocate a list as long as the server says that it will be, before the first
/// element has arrived.
final class ReplyTree {
  /// A value of the answer that is being built.
  private final class Node {
    let leaf: RedisReply?
    var children: [Node] = []

    init(_ leaf: RedisReply?) { self.leaf = leaf }

    var reply: RedisReply { leaf ?? .list(children.map(\.reply)) }
  }

  private var count = 0
  /// Whether the answer has more values than any may have.
  private(set) var isTooLarge = false

  /// Returns the answer that is complete, and begins another one.
  func take(_ root: UnsafeMutableRawPointer) -> RedisReply {
    count = 0
    return Unmanaged<Node>.fromOpaque(root).takeRetainedValue().reply
  }

  private func claim(_ number: Int) -> Bool {
    count += 1
    // The elements of a list are counted as they come, but a list that must become too long is
    // refused at once.
    if count + number > ReplyReader.valueLimit { isTooLarge = true }
    return !isTooLarge
  }

  // hiredis keeps the root; every other value belongs to its list.
  private static func add(
    _ leaf: RedisReply?, announcing number: Int = 0, to task: UnsafePointer<redisReadTask>?
  ) -> UnsafeMutableRawPointer? {
    guard let task = task?.pointee, let context = task.privdata,
      Unmanaged<ReplyTree>.fromOpaque(context).takeUnretainedValue().claim(number)
    else { return nil }
    let node = Node(leaf)
    guard let parent = task.parent?.pointee.obj else {
      return Unmanaged.passRetained(node).toOpaque()
    }
    Unmanaged<Node>.fromOpaque(parent).takeUnretainedValue().children.append(node)
    return Unmanaged.passUnretained(node).toOpaque()
  }

  static var functions: redisReplyObjectFunctions {
    var functions = redisReplyObjectFunctions()
    functions.createString = { task, start, count in
      let bytes = UnsafeRawBufferPointer(start: start, count: count)
      let leaf: RedisReply? =
        switch task?.pointee.type {
        case REDIS_REPLY_STATUS: .status(String(decoding: bytes, as: UTF8.self))
        case REDIS_REPLY_ERROR: .error(String(decoding: bytes, as: UTF8.self))
        default: .bytes([UInt8](bytes))
        }
      return ReplyTree.add(leaf, to: task)
    }
    functions.createArray = { task, count in ReplyTree.add(nil, announcing: Int(count), to: task) }
    functions.createInteger = { task, value in ReplyTree.add(.integer(Int(value)), to: task) }
    functions.createNil = { task in ReplyTree.add(.null, to: task) }
    functions.freeObject = { root in
      if let root { Unmanaged<Node>.fromOpaque(root).release() }
    }
    return functions
  }
}
