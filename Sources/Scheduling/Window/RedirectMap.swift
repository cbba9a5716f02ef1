import CrawlModel

/// Where documents redirect to, by record number: enough to recognise a redirect loop.
struct RedirectMap: Sendable {
  private struct Step {
    var target: Int
    var isOnCircle = false
  }

  private var steps: [Int: Step] = [:]

  /// Adds a redirect of an earlier run.
  mutating func resume(_ number: Int, to target: Int, isOnCircle: Bool) {
    steps[number] = Step(target: target, isOnCircle: isOnCircle)
  }

  /// Adds a redirect; returns the members of the loop that it closes, except those already known to
  /// be in a loop.
  ///
  /// A loop is recognised when its last redirect is added, so the result does not depend on which
  /// member the crawl started with.
  mutating func add(_ number: Int, to target: Int) -> [Int] {
    steps[number] = Step(target: target)
    var circle = [number]
    while let step = steps[circle[circle.count - 1]], step.target != number {
      guard circle.count <= Redirects.followed else { return [] }
      circle.append(step.target)
    }
    guard steps[circle[circle.count - 1]]?.target == number else { return [] }
    let fresh = circle.filter { steps[$0]?.isOnCircle == false }
    for member in fresh { steps[member]?.isOnCircle = true }
    return fresh
  }
}
