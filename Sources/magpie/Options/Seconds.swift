import ArgumentParser
import Threads

/// A number of seconds on the command line, with decimals: `0.5`, `30`.
struct Seconds: ExpressibleByArgument {
  /// Ten years; a longer time is probably a typing error.
  static let longest = 315_360_000.0

  let duration: Duration

  init(_ duration: Duration) { self.duration = duration }

  init?(argument: String) {
    guard let number = Double(argument), number.isFinite, abs(number) <= Self.longest else {
      return nil
    }
    duration = .microseconds(Int64(number * 1_000_000))
  }

  var defaultValueDescription: String {
    let seconds = duration.inSeconds
    return seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}
