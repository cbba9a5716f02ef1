import ArgumentParser
import Threads

/// A duration on the command line, in seconds or with a unit: `0.5`, `30`, `15m`.
struct Seconds: ExpressibleByArgument {
  /// Ten years; a longer time is probably a typing error.
  static let longest = 315_360_000.0

  let duration: Duration

  init(_ duration: Duration) { self.duration = duration }

  init?(argument: String) {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    let factor = argument.last.flatMap { units[$0] }
    let digits = factor == nil ? argument[...] : argument.dropLast()
    guard let value = Double(digits) else { return nil }
    let number = value * (factor ?? 1)
    guard number.isFinite, abs(number) <= Self.longest else { return nil }
    duration = .microseconds(Int64(number * 1_000_000))
  }

  var defaultValueDescription: String {
    let seconds = duration.inSeconds
    return seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}
