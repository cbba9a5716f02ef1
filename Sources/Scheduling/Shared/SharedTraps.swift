/// The parts of sites that turned out to be crawler traps, as far as this node has told them and was told.
struct SharedTraps {
  private var told: Set<UInt64> = []
  /// The number of parts that this node was told.
  private var known = 0

  /// Tells what is new here, and notes what other nodes have told.
  mutating func exchange(
    _ sites: (any SiteKnowledge)?, _ queue: SharedQueues
  ) throws(SharedFault) {
    guard let sites else { return }
    let ended = sites.endedParts
    let others = try queue.share(ended: ended.subtracting(told), known: known)
    told = ended
    known += others.count
    sites.note(endedElsewhere: others)
  }
}
