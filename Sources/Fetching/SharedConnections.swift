import Curl

/// What the loops of several threads share: resolved names and TLS sessions.
public final class SharedConnections: Sendable {
  let share = CurlShare()

  /// Makes an empty share.
  public init() {}

  // Lists are made anew for each transfer: they are a few lines, and few transfers have any.
  func headers(_ lines: [String]) -> HeaderList? {
    lines.isEmpty ? nil : HeaderList(lines)
  }
}
