import Addressing
import Threads

/// Handles many names at one network address.
extension PoliteOrder {
  /// Assigns an origin to a network address; its transfers in flight count there from now on.
  mutating func join(_ index: Int, at address: IPAddress) {
    guard politeness.countsOwnMachine || !address.isLoopback else { return }
    let group = groupNumbers[address] ?? groups.count
    if group == groups.count {
      groupNumbers[address] = group
      groups.append(ServerGroup(address))
    }
    guard origins[index, \.group] != group else { return }
    let isCalled = origins[index, \.place] == .ready
    if let old = origins[index, \.group] {
      groups[old].inFlight -= origins[index, \.inFlight]
      if origins[index, \.awaitsSending] { groups[old].unsent -= 1 }
      if isCalled { groups[old].called -= 1 }
      lookAtLine(old)
    }
    origins[index].group = group
    groups[group].inFlight += origins[index, \.inFlight]
    if origins[index, \.awaitsSending] { groups[group].unsent += 1 }
    if isCalled { groups[group].called += 1 }
    groups[group].lastStart = max(
      groups[group].lastStart,
      origins[index, \.lastSending] ?? origins[index, \.lastStart] ?? .distantPast)
    // Its place in the other queue is stale.
    if origins[index, \.place] == .inLine { origins[index].place = .idle }
  }

  /// The network address of an origin that counts; `nil` before it is known.
  func networkAddress(of index: Int) -> IPAddress? {
    origins[index, \.group].map { groups[$0].address }
  }

  /// Shares the limits of a network address with the other machines that have origins there.
  mutating func share(_ address: IPAddress, among machines: Int) {
    guard let group = groupNumbers[address] else { return }
    groups[group].machines = max(1, machines)
    lookAtLine(group)
  }

  /// Returns whether an origin that could start must let others at its network address go first.
  func mustStandInLine(_ index: Int, at now: MonotonicTime) -> Bool {
    guard let group = origins[index, \.group] else { return false }
    guard groups[group].line.isEmpty, let start = earliestStart(of: index, in: group) else {
      return true
    }
    return start > now
  }

  mutating func standInLine(_ index: Int) {
    guard let group = origins[index, \.group] else { return }
    origins[index].place = .inLine
    origins[index].entry += 1
    groups[group].line.append(.init(index: index, entry: origins[index, \.entry]))
    lookAtLine(group)
  }

  /// Counts the end of a transfer of an origin.
  mutating func ended(_ index: Int) {
    guard let group = origins[index, \.group] else { return }
    groups[group].inFlight -= 1
    lookAtLine(group)
  }

  /// Checks the queue that an origin may wait in.
  mutating func lookAtLine(of index: Int) {
    if let group = origins[index, \.group] { lookAtLine(group) }
  }

  /// Schedules when the first of a queue is called.
  ///
  /// Nothing is scheduled while it waits for another to start or end, because that event schedules
  /// it.
  mutating func lookAtLine(_ group: Int) {
    guard let first = firstInLine(group), let start = earliestStart(of: first, in: group) else {
      return
    }
    schedule(lookAt: group, at: start)
  }

  /// Calls all origins of a queue that may start now.
  mutating func callLine(_ group: Int, at now: MonotonicTime) {
    while let first = firstInLine(group), let start = earliestStart(of: first, in: group) {
      guard start <= now else { return schedule(lookAt: group, at: start) }
      groups[group].line.removeFirst()
      origins[first].place = .idle
      settle(first, at: now, isCalled: true)
    }
  }

  private mutating func firstInLine(_ group: Int) -> Int? {
    while let first = groups[group].line.first {
      if origins[first.index, \.place] == .inLine, origins[first.index, \.entry] == first.entry {
        return first.index
      }
      groups[group].line.removeFirst()
    }
    return nil
  }

  private func earliestStart(of index: Int, in group: Int) -> MonotonicTime? {
    groups[group].earliestStart(
      delay: origins[index, \.delay], limit: politeness.transfersPerAddress)
  }
}
