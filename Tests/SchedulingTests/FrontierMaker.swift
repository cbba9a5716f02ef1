import Scheduling
import Testing

/// A way to make a frontier; every implementation joins the contract by an entry in `all`.
struct FrontierMaker: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let make: @Sendable (Politeness) throws -> any Frontier

  static let all = [
    FrontierMaker(testDescription: "local") { politeness in LocalFrontier(politeness) }
  ]

  /// A frontier without limits.
  func callAsFunction() throws -> any Frontier {
    try make(Politeness(transfersPerOrigin: 1_000))
  }
}
