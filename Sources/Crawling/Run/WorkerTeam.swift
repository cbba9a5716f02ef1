import Addressing
import Archiving
import CrawlModel
import Fetching
import Scheduling
import Scoping
import Storing
import Threads

/// The worker threads of a crawl; each has its own transfers, and all share the frontier, the store
/// and the limits.
struct WorkerTeam {
  let plan: CrawlPlan
  /// The hosts of the addresses that give permissions.
  let namedHosts: NamedHosts
  let guesses: GuessGuard
  let known: KnownImages?
  let cookies: CookieStore?
  let observers: Observers
  let ending: CrawlEnding

  private var configuration: CrawlConfiguration { plan.configuration }
  private var scope: Scope { plan.scope }

  /// Starts the threads.
  ///
  /// - Parameters:
  ///   - place: what they work with.
  ///   - output: the folder of the crawl.
  ///   - countsOn: whether the limits include what earlier runs used.
  /// - Returns: the threads, which end with the crawl. If the system does not allow all of them, those
  ///   that it allows do the work.
  /// - Throws: `ThreadError` if it allows none.
  func start(
    _ place: Workplace, _ output: OutputFolder, countsOn: Bool
  ) throws(ThreadError) -> [WorkerThread] {
    let judge = ContentJudge(
      images: configuration.imageRule, accepts: configuration.accepts,
      obeysOptOuts: configuration.optOuts == .ml,
      preview: preview)
    let connections = SharedConnections(cookies: cookies)
    let shelf = RuleShelf(configuration.memoryForRules, in: output.temporary)
    let visit = visit(place.store, budget(place.frontier, countsOn: countsOn), shelf)
    var policy = configuration.fetchPolicy(plan, hosts: namedHosts, output: output)
    policy.recordsExchanges = place.archive != nil
    let shares = configuration.transfersPerThread
    let memory = LinkMemory()
    let firstAnswer = FirstAnswer()
    let room = ReadingRoom(configuration.memoryForReading)
    let (scope, observers, ending) = (scope, observers, ending)
    var threads: [WorkerThread] = []
    for number in shares.indices {
      let work: @Sendable () -> Void = { [policy] in
        ending.attempt {
          let loop = FetchLoop(
            policy: policy, judge: judge, sharing: connections, capacity: shares[number],
            othersWait: { place.frontier.counts.waiting > 0 })
          let sink = place.archive?.makeWriter()
          defer { ending.attempt { try sink?.close() } }
          let worker = Worker(
            id: WorkerID(number), frontier: place.frontier, loop: loop, visit: visit, sink: sink,
            stop: ending.stopSign, room: room, observers: observers,
            recent: RecentLinks(memory, scope), firstAnswer: firstAnswer,
            reachLimit: { limit in
              ending.reach(limit)
              place.frontier.stopAll(limit.rawValue)
            })
          try worker.run()
        }
      }
      do throws(ThreadError) {
        threads.append(try WorkerThread(name: "worker \(number)", work))
      } catch {
        if threads.isEmpty { throw error }
        break
      }
    }
    return threads
  }

  private func budget(_ frontier: WindowedFrontier, countsOn: Bool) -> Budget {
    var share: (@Sendable (Int, CrawlLimit, Int) -> Bool)?
    if frontier.isShared {
      share = { [ending] number, limit, most in
        var isClaimed = false
        ending.attempt { isClaimed = try frontier.claim(number, of: limit, most: most) }
        return isClaimed
      }
    }
    let budget = Budget(
      pages: configuration.maximumPages, images: configuration.maximumImages,
      bytes: configuration.maximumTotal, share: share)
    if countsOn, !frontier.isShared {
      let counts = frontier.counts
      budget.use(
        pages: counts.pages.taken, images: counts.images.taken, bytes: counts.storedBytes)
    }
    return budget
  }

  private func visit(_ store: any Store, _ budget: Budget, _ shelf: RuleShelf) -> Visit {
    let keeper = ImageKeeper(
      rule: configuration.imageRule, accepts: configuration.accepts, budget: budget, store: store,
      setsFileTimes: configuration.setsFileTimes, obeysOptOuts: configuration.optOuts == .ml,
      known: known, preview: preview)
    return Visit(
      scope: scope, retries: configuration.retryRule, store: store,
      robots: RobotsVisit(
        scope: scope, sitemapsOf: sitemapOrigins, isObeyed: configuration.obeysRobots,
        keptIn: shelf),
      documents: DocumentVisit(
        scope: scope, budget: budget, traps: plan.traps, guesses: guesses, keeper: keeper,
        takesDataImages: configuration.takesDataImages,
        obeysOptOuts: configuration.optOuts == .ml,
        readsPagesInFull: configuration.readsPagesInFull),
      images: ImageVisit(scope: scope, keeper: keeper), traps: plan.traps, guesses: guesses,
      cookies: cookies)
  }

  /// The origins whose robots.txt is also read for sitemaps.
  private var sitemapOrigins: Set<Origin> {
    configuration.looksForSitemaps ? Set(plan.seeds.addresses.map(\.origin)) : []
  }

  /// Reports the images of a dry run; `nil` in any other run.
  private var preview: (@Sendable (ImageKey, Job, ImageFacts, Int?) -> Void)? {
    guard configuration.isDryRun else { return nil }
    return { [observers] key, job, facts, bytes in
      observers.send(ofAddress: { .wouldStore(key, job, facts, bytes: bytes) })
    }
  }
}

extension CrawlConfiguration {
  /// Whether sitemaps are requested; a depth of 0 excludes all the pages they list.
  var looksForSitemaps: Bool { readsSitemaps && maximumDepth != 0 }
}
