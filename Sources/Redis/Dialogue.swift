/// Commands and answers on one connection.
///
/// After any error the connection is closed: what arrives later could belong to an earlier command.
final class Dialogue {
  private let address: RedisAddress
  private let timeout: Duration
  private let reader = ReplyReader()
  private var wire: Wire?
  private var answers: [RedisReply] = []

  init(_ settings: RedisConnection.Settings) throws(RedisError) {
    address = settings.address
    timeout = settings.answerTimeout
    do throws(Wire.Fault) {
      wire = try Wire(settings)
    } catch {
      throw RedisError(error, at: address)
    }
  }

  var isOpen: Bool { wire != nil }

  func close() { wire = nil }

  /// Sends commands and returns an answer for each.
  func call(_ commands: [RedisCommand]) throws(RedisError) -> [RedisReply] {
    guard let wire else { throw RedisError(Wire.Fault.closed, at: address) }
    var request: [UInt8] = []
    for command in commands { try command.encode(into: &request) }
    let deadline = ContinuousClock.now + timeout
    answers = []
    do {
      try wire.send(request, until: deadline) { try take($0) }
      while answers.count < commands.count { try wire.receive(until: deadline) { try take($0) } }
      // Nothing was asked for that this could answer.
      guard answers.count == commands.count else { throw ReplyFault.malformed("one too many") }
      return answers
    } catch {
      close()
      throw RedisError(error, at: address)
    }
  }

  private func take(_ bytes: UnsafeRawBufferPointer) throws(ReplyFault) {
    try reader.feed(bytes)
    while let reply = try reader.next() { answers.append(reply) }
  }
}

extension RedisError {
  /// The error of a connection that could not be made or used.
  init(_ fault: any Error, at address: RedisAddress) {
    switch fault {
    case Wire.Fault.notResolved(let words):
      self.init(.unreachable, "Redis at \(address) cannot be found: \(words).")
    case Wire.Fault.notConnected(let words):
      self.init(
        .unreachable, "Redis at \(address) cannot be reached: \(words). Is it running there?")
    case Wire.Fault.tls(let words):
      self.init(
        .tls,
        "There is no secure connection to Redis at \(address): \(words). A server without TLS "
          + "needs redis:// in the address, one with a certificate of its own --cacert FILE.")
    case Wire.Fault.timedOut:
      // A server without TLS waits for the end of a command.
      let hint = address.usesTLS ? " If it has no TLS, begin the address with redis://." : ""
      self.init(.timedOut, "Redis at \(address) did not answer in time.\(hint)")
    case ReplyFault.malformed(let words): self.init(notRedis: words, at: address)
    case ReplyFault.tooLarge:
      self.init(.tooLarge, "What Redis at \(address) answers is too large to be right.")
    default: self.init(.closed, "Redis at \(address) has closed the connection.")
    }
  }

  /// The error for a server of another kind.
  init(notRedis words: String, at address: RedisAddress) {
    let hint = address.usesTLS ? "" : " If it is Redis with TLS, begin the address with rediss://."
    self.init(.notRedis, "What answers at \(address) is no Redis server: \(words).\(hint)")
  }
}
