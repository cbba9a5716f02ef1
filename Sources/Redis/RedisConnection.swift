/// A connection to a Redis server.
///
/// Calls block until the server has answered or the time for that is over. After any error but one
/// that the server answered with, the connection is closed; whether the commands were carried out
/// is not known then, and a new connection can be made. Use it from one thread at a time.
public final class RedisConnection {
  /// How a server is reached.
  public struct Settings: Sendable {
    /// Its address, with the credentials.
    public var address: RedisAddress
    /// Whether its certificate is verified; with TLS only.
    public var verifiesCertificates = true
    /// A file of certificates that are trusted in addition to those of the system.
    public var certificates: String?
    /// The maximum time for resolving its name and connecting.
    public var connectTimeout: Duration = .seconds(10)
    /// The maximum time from a call to its answer.
    public var answerTimeout: Duration = .seconds(30)
    /// Whether connecting, or waiting for an answer, is to end at once as if its time were over; asked
    /// about once a second while connecting, and more often after that.
    public var isCancelled: @Sendable () -> Bool = { false }

    /// Makes settings for an address.
    public init(_ address: RedisAddress) { self.address = address }
  }

  /// What the server said of itself when the connection was made.
  public let server: RedisServer
  let address: RedisAddress
  private let dialogue: Dialogue

  /// Connects, authenticates and selects the database.
  ///
  /// - Throws: ``RedisError`` if no connection can be made, the server is not one of Redis or too
  ///   old, or it refuses the credentials or the database.
  public init(_ settings: Settings) throws(RedisError) {
    let address = settings.address
    dialogue = try Dialogue(settings)
    self.address = address
    var greeting: [RedisCommand] = []
    if let password = address.password {
      var command = RedisCommand("AUTH")
      if let user = address.user { command.append(user) }
      command.append(password)
      greeting.append(command)
    }
    if address.database != 0 { greeting.append(RedisCommand("SELECT", "\(address.database)")) }
    greeting.append(RedisCommand("INFO"))
    let replies = try dialogue.call(greeting)
    for case .error(let words) in replies { throw RedisError(words, from: address) }
    guard let server = replies.last?.text.flatMap({ RedisServer($0) }) else {
      throw RedisError(notRedis: "it says nothing of its version", at: address)
    }
    guard server.isRecent else {
      let least = "\(RedisServer.least.major).\(RedisServer.least.minor)"
      throw RedisError(
        .tooOld,
        "Redis at \(address) has the version \(server.version); \(least) or newer is needed, or "
          + "Valkey.")
    }
    self.server = server
  }

  /// Whether calls can still be made.
  public var isOpen: Bool { dialogue.isOpen }

  /// Carries out a command.
  ///
  /// - Returns: the answer, which is no error.
  /// - Throws: ``RedisError``, also for an error that the server answered with.
  public func call(_ command: RedisCommand) throws(RedisError) -> RedisReply {
    try checked(try dialogue.call([command])[0])
  }

  /// Carries out commands in order, all sent at once.
  ///
  /// - Returns: an answer for each; errors that the server answered with are among them.
  /// - Throws: ``RedisError`` if the answers cannot be received.
  public func call(_ commands: [RedisCommand]) throws(RedisError) -> [RedisReply] {
    try dialogue.call(commands)
  }

  /// Returns an answer, or throws the error that it is.
  public func checked(_ reply: RedisReply) throws(RedisError) -> RedisReply {
    if case .error(let words) = reply { throw RedisError(words, from: address) }
    return reply
  }

  // MARK: Scripts

  /// Makes a script known to the server.
  ///
  /// - Throws: ``RedisError``, also if the script has an error.
  public func load(_ text: String) throws(RedisError) -> RedisScript {
    guard let digest = try call(RedisCommand("SCRIPT", "LOAD", text)).text else {
      throw RedisError(notRedis: "it gives no digest of a script", at: address)
    }
    return RedisScript(text: text, digest: digest)
  }

  /// Calls a script several times, all sent at once.
  ///
  /// Calls that the server refuses because it has forgotten the script are made again, after the
  /// others; so calls of which one relies on another do not belong into one call of this method.
  ///
  /// - Returns: an answer for each call; errors that the server answered with are among them.
  /// - Throws: ``RedisError`` if the answers cannot be received.
  public func run(
    _ script: RedisScript, _ calls: [RedisScript.Call]
  ) throws(RedisError) -> [RedisReply] {
    var replies = try dialogue.call(calls.map { $0.command("EVALSHA", script.digest) })
    let forgotten = replies.indices.filter {
      if case .error(let words) = replies[$0] { words.hasPrefix("NOSCRIPT") } else { false }
    }
    guard !forgotten.isEmpty else { return replies }
    let again = try dialogue.call(forgotten.map { calls[$0].command("EVAL", script.text) })
    for (index, reply) in zip(forgotten, again) { replies[index] = reply }
    return replies
  }
}
