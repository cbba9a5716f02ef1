import Addressing
import CrawlModel
import Foundation
import TestSupport
import Testing
import Threads

@testable import Scheduling

/// Latencies drawn by chance: what only varies is no strain, what really grows is.
struct NoiseTests {
  private static let limit = 64

  /// A distribution of latencies; its mean is about a second.
  enum Latencies: CaseIterable {
    case uniform, exponential, logarithmic, twoPeaks, twoEqualPeaks, drifting

    fileprivate func draw(_ number: Int, _ chance: inout Chance) -> Double {
      switch self {
      case .uniform: 2 * chance.next()
      case .exponential: chance.exponential()
      case .logarithmic: chance.exponential() * chance.exponential()
      case .twoPeaks: chance.next() < 0.1 ? 3 : 0.02 + 0.02 * chance.next()
      case .twoEqualPeaks: (chance.next() < 0.5 ? 0.05 : 1.5) * (1 + 0.1 * chance.next())
      // Doubles within the simulation.
      case .drifting: (1 + Double(number) / 8_000) * (0.5 + chance.next())
      }
    }
  }

  /// Seeded numbers between 0 and 1.
  fileprivate struct Chance {
    var generator: Generator

    mutating func next() -> Double { Double(generator.next() >> 11) / Double(1 << 53) }
    mutating func exponential() -> Double { -log(1 - next()) }
  }

  /// Simulates an origin with a queue of requests in flight; returns the transfers allowed before
  /// each answer.
  private func widths(
    _ count: Int, _ sign: (Int) -> ServerSign
  ) throws -> [Int] {
    let start = MonotonicTime(nanoseconds: 1)
    let origin = Origin(scheme: .http, host: "a.test", port: 80)
    var queue = OriginQueue(origin, Politeness(transfersPerOrigin: Self.limit))
    let job = Assignment(Job(address: try WebAddress("http://a.test/i"), kind: .page))
    for _ in 0..<(count + Self.limit) { queue.append(job) }
    var widths: [Int] = []
    for number in 0..<count {
      widths.append(queue.transfers)
      while queue.inFlight < queue.transfers,
        queue.start(by: .anybody, at: start, isObjected: { _ in false }, objection: nil) != nil
      {}
      _ = queue.end(job, sign(number), at: start, chance: 0)
    }
    return widths
  }

  private func answer(_ seconds: Double) -> ServerSign {
    ServerSign(latency: .seconds(seconds))
  }

  @Test(arguments: Latencies.allCases, [0, 0.01])
  func `a steady origin keeps its transfers`(latencies: Latencies, faults: Double) throws {
    var sum = 0
    let rounds = 5
    let count = 8_000
    for seed in 1...rounds {
      var chance = Chance(generator: Generator(seed: UInt64(seed)))
      sum += try widths(count) { number in
        if chance.next() < faults { return ServerSign(reaction: .faltered) }
        return answer(latencies.draw(number, &chance))
      }.reduce(0, +)
    }
    let share = Double(sum) / Double(rounds * count * Self.limit)
    #expect(share > 0.85, "\(latencies)")
  }

  @Test(arguments: [
    (Latencies.uniform, 0.95), (.drifting, 0.95), (.exponential, 0.8), (.twoPeaks, 0.7),
    (.twoEqualPeaks, 0.7), (.logarithmic, 0.5),
  ])
  func `four times the latency halves them within twenty answers`(
    latencies: Latencies, share: Double
  ) throws {
    let rounds = 300
    var halved = 0
    for seed in 1...rounds {
      var chance = Chance(generator: Generator(seed: UInt64(seed)))
      let step = 200
      let widths = try widths(step + 21) { number in
        let latency = latencies.draw(min(number, step), &chance)
        return answer(number < step ? latency : 4 * latency)
      }
      if widths[step...].min() ?? 0 <= widths[step] / 2 { halved += 1 }
    }
    #expect(Double(halved) / Double(rounds) > share, "\(latencies)")
  }
}
