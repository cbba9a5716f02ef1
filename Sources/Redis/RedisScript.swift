/// A Lua script that a server runs as one step.
public struct RedisScript: Sendable {
  /// Its text.
  public let text: String
  /// The SHA-1 of the text by which the server knows it.
  let digest: String

  /// One call of a script.
  public struct Call: Sendable, Hashable {
    var keys: [String]
    var arguments: RedisCommand

    /// Makes a call.
    ///
    /// - Parameters:
    ///   - keys: the keys that it declares; a cluster finds its node by them.
    ///   - arguments: the arguments; they are counted from 1 in the script.
    public init(keys: [String], _ arguments: RedisCommand) {
      self.keys = keys
      self.arguments = arguments
    }

    func command(_ name: String, _ script: String) -> RedisCommand {
      var command = RedisCommand(name, script)
      command.append(keys.count)
      for key in keys { command.append(key) }
      command.append(contentsOf: arguments)
      return command
    }
  }
}
