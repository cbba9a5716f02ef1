import Testing

@testable import Fetching

/// Connections are kept while transfers find them.
@Suite struct KeptConnectionsTests {
  @Test func `they are kept while one transfer in nine finds one`() {
    var kept = KeptConnections()
    for number in 0..<20 * KeptConnections.window { kept.note(connected: number % 9 != 0) }
    #expect(kept.isWorthIt)
  }

  @Test func `they are not kept once nearly all transfers had to connect`() {
    var kept = KeptConnections()
    for _ in 0..<KeptConnections.window - 1 { kept.note(connected: true) }
    #expect(kept.isWorthIt)
    kept.note(connected: true)
    #expect(!kept.isWorthIt)
  }

  @Test func `after a while it is tried again`() {
    var kept = KeptConnections()
    for _ in 0..<KeptConnections.window { kept.note(connected: true) }
    for _ in 0..<KeptConnections.patience * KeptConnections.window {
      #expect(!kept.isWorthIt)
      kept.note(connected: true)
    }
    #expect(kept.isWorthIt)
    for _ in 0..<3 * KeptConnections.window { kept.note(connected: false) }
    #expect(kept.isWorthIt)
  }
}
