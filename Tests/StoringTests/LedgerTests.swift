import Bytes
import Testing

@testable import Storing

/// Reserved names and contents while files are moved.
struct LedgerTests {
  private static let digest = SHA256Digest(of: [1].span)
  private static let other = SHA256Digest(of: [2].span)

  private func word(_ finding: Ledger.Finding) -> String {
    switch finding {
    case .stored(let path): path
    case .taken: "taken"
    case .earlier: "earlier"
    case .free: "free"
    case .underway: "underway"
    }
  }

  @Test func `the name and content of a file being moved are reserved`() {
    var ledger = Ledger()
    #expect(word(ledger.state(of: 1, Self.digest)) == "free")
    ledger.beginMove(to: 1, Self.digest)
    #expect(word(ledger.state(of: 1, Self.other)) == "underway")
    #expect(word(ledger.state(of: 2, Self.digest)) == "underway")
    #expect(word(ledger.state(of: 2, Self.other)) == "free")
    #expect(ledger.isMoving(Self.digest) && !ledger.isMoving(Self.other))
  }

  @Test func `a file that was moved has its name and its content`() {
    var ledger = Ledger()
    ledger.beginMove(to: 1, Self.digest)
    ledger.endMove(to: 1)
    ledger.confirm(Self.digest, at: "a.org/1.png", 1)
    #expect(word(ledger.state(of: 1, Self.other)) == "taken")
    #expect(word(ledger.state(of: 2, Self.digest)) == "a.org/1.png")
    #expect(!ledger.isMoving(Self.digest))
  }

  @Test func `a failed move releases the name and the content`() {
    var ledger = Ledger()
    ledger.beginMove(to: 1, Self.digest)
    ledger.beginMove(to: 3, Self.other)
    ledger.endMove(to: 1)
    #expect(word(ledger.state(of: 1, Self.digest)) == "free")
    #expect(word(ledger.state(of: 3, Self.digest)) == "underway")
  }
}
