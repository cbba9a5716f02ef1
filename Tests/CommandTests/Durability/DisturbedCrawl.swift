import Foundation
import TestSupport
import Testing

/// A crawl that is interrupted repeatedly, and each time resumed with the same command.
struct DisturbedCrawl {
  let site: LoopbackSite
  let undisturbed: Harvest
  private var generator: Generator
  /// How often it was interrupted, and how often it was completed.
  private(set) var disturbances = 0
  private(set) var completions = 0
  private let options = ["--retries", "0", "--timeout", "600", "--quiet"]

  /// Crawls the site once without interruption.
  init(_ site: LoopbackSite, seed: UInt64) throws {
    self.site = site
    generator = Generator(seed: seed)
    let folder = try TemporaryFolder()
    let outcome = try Magpie.run(
      [site.url("/"), "-o", folder.path + "/out"] + options, in: folder)
    #expect(outcome.status == 1, "\(outcome.stderr)")
    undisturbed = try Harvest(folder.file("out"))
  }

  /// Interrupts crawls the given number of times, then completes the last one.
  ///
  /// - Parameters:
  ///   - signal: the signal.
  ///   - times: how often.
  ///   - stride: the maximum number of requests between two signals.
  ///   - afterwards: what else is done to the folder each time.
  /// - Throws: the error that prevents running the program, or reading its folder.
  mutating func run(
    ending signal: Int32, times: Int, stride: Int,
    afterwards: (URL, inout Generator) throws -> Void = { _, _ in }
  ) throws {
    var folder = try TemporaryFolder()
    var done: Set<String> = []
    while true {
      let start = site.requests.count
      let before = site.requestsForContent.count
      let process = try RunningMagpie([site.url("/")] + options, in: folder)
      if disturbances < times {
        let steps = Int.random(in: 1...stride, using: &generator)
        // The last request is not answered, so the crawl cannot end before the signal.
        site.answer(atMost: before + steps - 1)
        if process.waitForRequests(before + steps, at: site) { process.send(signal) }
      }
      let status = process.wait()
      site.answer(atMost: nil)
      let asked = Set(site.requests[start...].map { site.url($0.target) })
      #expect(asked.isDisjoint(with: done), "what was on the disk was fetched again")
      if status == 1 {
        completions += 1
        let harvest = try Harvest(folder.file("out"))
        #expect(harvest == undisturbed)
        guard disturbances < times else { return }
        folder = try TemporaryFolder()
        done = []
        continue
      }
      #expect(status == 128 + signal, "\(process.stderr)")
      guard status == 128 + signal else { return }
      disturbances += 1
      try afterwards(folder.file("out"), &generator)
      done = try DyingJournal.done(folder.file("out"))
    }
  }
}
