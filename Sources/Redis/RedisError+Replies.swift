extension RedisError {
  /// The error that a server answered with; its first word says which.
  ///
  /// - Parameters:
  ///   - reply: what it answered.
  ///   - address: the server.
  init(_ reply: String, from address: RedisAddress) {
    let word = reply.prefix { $0 != " " }
    let (code, advice) = Self.meaning(of: word, reply)
    self.init(code, "Redis at \(address) answered '\(Self.shortened(reply))'\(advice)")
  }

  private static func meaning(of word: Substring, _ reply: String) -> (Code, advice: String) {
    switch word {
    case "NOAUTH":
      (
        .notAllowed,
        ": it requires a password; give it in the address (redis://:PASSWORD@HOST) or, better, in "
          + "the environment."
      )
    case "WRONGPASS": (.notAllowed, ": the user name or the password is wrong.")
    case "NOPERM":
      (.notAllowed, ": this user may not do that; allow it with ACL SETUSER, or use another user.")
    case "DENIED":
      (
        .notAllowed,
        ": it is in protected mode; set a password (requirepass) or bind it to this network."
      )
    case "OOM":
      (
        .outOfMemory,
        ": it has reached its maxmemory; raise that with CONFIG SET maxmemory, or free memory there."
      )
    case "READONLY":
      (.readOnly, ": it is a copy of another server; give the address of the primary.")
    case "LOADING": (.notReady, ": it is still reading its file; wait until it has.")
    case "BUSY":
      (.notReady, ": a script blocks it; if it does not end, stop it with SCRIPT KILL.")
    case "TRYAGAIN": (.notReady, ": try again later.")
    case "MASTERDOWN":
      (.notReady, ": it is a copy that has lost its primary; give the address of the primary.")
    case "MISCONF":
      (
        .cannotSave,
        ": it cannot write to its disk; make room there, or see the log of the server."
      )
    case "MOVED", "ASK": (.moved, ": another node of its cluster has these keys now.")
    case "CLUSTERDOWN":
      (
        .notReady,
        ": its cluster has no primary for some keys; start the nodes that are missing, and see "
          + "CLUSTER INFO."
      )
    case "NOSCRIPT": (.notReady, ": it has forgotten a script; try again.")
    case "ERR" where reply.contains("max number of clients"):
      (.notReady, ": raise its maxclients, or close other connections.")
    case "ERR" where reply.contains("in cluster mode"):
      (.refused, ": a Redis Cluster has only the database 0; leave the number out of the address.")
    case "ERR" where reply.contains("DB index"):
      (.refused, ": it has no database of that number; see its setting 'databases'.")
    case "ERR" where reply.contains("without any password configured"):
      (.notAllowed, ": it has no password; leave it out of the address.")
    case "WRONGTYPE": (.refused, ": another program uses the same keys; choose another name.")
    default: (.refused, ".")
    }
  }

  /// The beginning of a text of a server, on one line.
  private static func shortened(_ text: String) -> String {
    let line = text.prefix(200).map { $0.isNewline ? " " : $0 }
    return String(line) + (text.count > 200 ? "…" : "")
  }
}
