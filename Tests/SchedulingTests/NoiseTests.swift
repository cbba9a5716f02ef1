import Addressing
import CrawlModel
import Foundation
import HeapModule
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

  /// A transfer in flight; ordered by its end.
  private struct Flight: Comparable {
    let end: MonotonicTime
    let number: Int
    let assignment: Assignment
    let sign: ServerSign

    static func < (left: Self, right: Self) -> Bool { left.end < right.end }
    static func == (left: Self, right: Self) -> Bool { left.end == right.end }
  }

  /// Simulates an origin whose transfers take as long as they do; returns for each answer the number
  /// of its transfer, and the transfers that were allowed before it came.
  ///
  /// As many as are allowed start together. So the fast ones answer first, and are not typical.
  private func widths(
    _ count: Int, _ sign: (Int) -> ServerSign
  ) throws -> [(number: Int, width: Int)] {
    var now = MonotonicTime(nanoseconds: 1)
    let origin = Origin(scheme: .http, host: "a.test", port: 80)
    var queue = OriginQueue(origin, Politeness(transfersPerOrigin: Self.limit))
    let job = Assignment(Job(address: try WebAddress("http://a.test/i"), kind: .page))
    for _ in 0..<(count + Self.limit) { queue.append(job) }
    var flights = Heap<Flight>()
    var started = 0
    var answers: [(number: Int, width: Int)] = []
    while answers.count < count {
      while queue.inFlight < queue.transfers,
        let assignment = queue.start(
          by: .anybody, at: now, isObjected: { _ in false }, objection: nil)
      {
        let sign = sign(started)
        flights.insert(
          Flight(
            end: now + (sign.latency ?? .seconds(1)), number: started, assignment: assignment,
            sign: sign))
        started += 1
      }
      guard let next = flights.popMin() else { break }
      now = next.end
      answers.append((next.number, queue.transfers))
      _ = queue.end(next.assignment, next.sign, at: now, chance: 0)
    }
    return answers
  }

  private func answer(_ seconds: Double) -> ServerSign {
    ServerSign(latency: .seconds(seconds))
  }

  @Test(arguments: Latencies.allCases, [0, 0.01])
  func `a steady origin keeps its transfers`(latencies: Latencies, faults: Double) throws {
    var sum = 0
    let rounds = 5
    let count = 5_000
    for seed in 1...rounds {
      var chance = Chance(generator: Generator(seed: UInt64(seed)))
      sum += try widths(count) { number in
        if chance.next() < faults { return ServerSign(reaction: .faltered) }
        return answer(latencies.draw(number, &chance))
      }.reduce(0) { $0 + $1.width }
    }
    let share = Double(sum) / Double(rounds * count * Self.limit)
    #expect(share > 0.85, "\(latencies)")
  }

  @Test(arguments: [
    (Latencies.uniform, 0.95), (.drifting, 0.95), (.exponential, 0.7), (.twoEqualPeaks, 0.8),
    (.logarithmic, 0.15),
  ])
  func `four times the latency halves them within three rounds of answers`(
    latencies: Latencies, share: Double
  ) throws {
    let rounds = 200
    var halved = 0
    for seed in 1...rounds {
      var chance = Chance(generator: Generator(seed: UInt64(seed)))
      let step = 200
      let answers = try widths(step + 5 * Self.limit) { number in
        let latency = latencies.draw(min(number, step), &chance)
        return answer(number < step ? latency : 4 * latency)
      }
      let slow = answers.filter { $0.number >= step }.prefix(3 * Self.limit).map(\.width)
      if let first = slow.first, slow.contains(where: { $0 <= first / 2 }) { halved += 1 }
    }
    #expect(Double(halved) / Double(rounds) > share, "\(latencies)")
  }
}
