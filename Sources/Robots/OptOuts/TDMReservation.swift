import Bytes

/// Whether the rights to text and data mining are reserved (TDM Reservation Protocol, W3C community
/// group report of 2024): the header fields `tdm-reservation` and `tdm-policy`, or `meta` elements
/// of the same names.
public struct TDMReservation: Sendable, Hashable {
  /// Whether they are reserved.
  public let isReserved: Bool
  /// Where the conditions for permitted mining are published, as written.
  public let policy: String?

  /// Parses the two values; returns `nil` if the reservation is neither 1 nor 0.
  ///
  /// - Parameters:
  ///   - reservation: `1` or `0`.
  ///   - policy: an address, which counts only if the rights are reserved.
  public init?(reservation: String?, policy: String? = nil) {
    switch reservation?.filter({ !$0.isWhitespace }) {
    case "1": isReserved = true
    case "0": isReserved = false
    default: return nil
    }
    let policy = policy.map { String($0.drop { $0.isWhitespace }) } ?? ""
    self.policy = isReserved && !policy.isEmpty ? policy : nil
  }
}
