import CrawlModel

/// Where documents redirect to, by record number: enough to recognise a redirect loop.
struct RedirectMap: Sendable {
  private struct Step {
    var target: RecordNumber
    var isInLoop = false
  }

  private var steps: [RecordNumber: Step] = [:]

  /// Adds a redirect of an earlier run.
  mutating func resume(_ number: RecordNumber, to target: RecordNumber, isInLoop: Bool) {
    steps[number] = Step(target: target, isInLoop: isInLoop)
  }

  /// Adds a redirect; returns the members of the loop that it closes, except those already known to
  /// be in a loop.
  ///
  /// A loop is recognised when its last redirect is added, so the result does not depend on which
  /// member the crawl started with.
  mutating func add(_ number: RecordNumber, to target: RecordNumber) -> [RecordNumber] {
    steps[number] = Step(target: target)
    var loop = [number]
    while let step = steps[loop[loop.count - 1]], step.target != number {
      guard loop.count <= Redirects.followed else { return [] }
      loop.append(step.target)
    }
    guard steps[loop[loop.count - 1]]?.target == number else { return [] }
    let fresh = loop.filter { steps[$0]?.isInLoop == false }
    for member in fresh { steps[member]?.isInLoop = true }
    return fresh
  }
}
