import Addressing

/// The queues of all origins of an order, by the numbers of the origins.
///
/// A queue takes more than a thousand bytes, and pages may name millions of hosts. Where there are
/// many queues, those that are at rest (nothing waits or is in flight there) are packed into about a
/// hundred bytes, or into nothing if nothing was ever requested there. A packed queue is unpacked by
/// whatever changes it, so the order sees no difference: nothing that politeness, patience and the
/// host statistics need is forgotten, only how fast the origin has answered and which worker had
/// connections to it.
struct OriginQueues {
  /// The number of queues from which on some are packed.
  static let unpackedAtLeast = 1_024
  /// The number of queues that are examined before room is made for another one.
  private static let examined = 8
  /// The place of a queue of which nothing is left: it is as it was at first.
  private static let none = UInt32.max
  /// The bit of the place of a queue that is packed.
  private static let packedBit: UInt32 = 1 << 31

  let politeness: Politeness
  /// The rules for the pace of all origins.
  private(set) var rules = QueueRules()
  /// Whether images wait until all documents are read.
  private(set) var holdsImages: Bool

  private let unpackedAtLeast: Int
  private var names = OriginNames()
  // Where the queue of each origin is, or what is left of it.
  private var places: [UInt32] = []
  private var packed: [PackedOrigin] = []
  private var freePacked: [UInt32] = []
  // The queues that are not packed, with the numbers of their origins; empty places are in `free`.
  private var queues: [OriginQueue] = []
  private var owners: [Int] = []
  private var free: [Int] = []
  private var hand = 0

  /// Makes queues for no origin.
  init(_ politeness: Politeness, unpackedAtLeast: Int = unpackedAtLeast) {
    self.politeness = politeness
    self.unpackedAtLeast = unpackedAtLeast
    holdsImages = politeness.obeysOptOuts
  }

  /// The number of origins.
  var count: Int { names.count }
  var indices: Range<Int> { 0..<count }
  /// The number of queues that are not packed.
  var unpackedCount: Int { queues.count - free.count }
  /// The number of queues of which something is left in packed form.
  var packedCount: Int { packed.count - freePacked.count }

  /// The number of an origin; `nil` if it is not known.
  func number(of origin: Origin) -> Int? { names.number(of: origin) }

  /// The number of an origin, which gets it if it is new.
  mutating func index(of origin: Origin) -> Int {
    if let index = number(of: origin) { return index }
    let index = names.add(origin)
    places.append(Self.none)
    unpack(index, newQueue(of: origin))
    return index
  }

  /// The origin with a number.
  func origin(at index: Int) -> Origin {
    isPacked(index) ? names[index] : queues[Int(places[index])].origin
  }

  /// The queue of an origin; to read it whole copies it.
  subscript(index: Int) -> OriginQueue {
    get { isPacked(index) ? unpacked(index) : queues[Int(places[index])] }
    _modify {
      if isPacked(index) { unpack(index) }
      yield &queues[Int(places[index])]
    }
  }

  /// Reads something of a queue, which is not copied unless it is packed.
  subscript<Value>(index: Int, value: (OriginQueue) -> Value) -> Value {
    @inline(__always)
    get { isPacked(index) ? value(unpacked(index)) : value(queues[Int(places[index])]) }
  }

  /// Whether the queue of an origin is packed: nothing waits there.
  func isPacked(_ index: Int) -> Bool { places[index] >= Self.packedBit }

  /// Whether anything was requested at an origin.
  func isRequested(_ index: Int) -> Bool {
    if isPacked(index) { return packedPlace(index).map { packed[$0].isRequested } ?? false }
    return queues[Int(places[index])].requests > 0
  }

  /// Applies rules for the pace of the origins.
  mutating func follow(_ rules: QueueRules) {
    self.rules = rules
    for index in indices {
      let isPacked = isPacked(index)
      var queue = self[index]
      set(rules, in: &queue)
      if isPacked { pack(queue, of: index) } else { self[index] = queue }
    }
  }

  /// Releases the images; all documents are read.
  mutating func releaseImages() {
    holdsImages = false
    for place in queues.indices { queues[place].releaseImages() }
  }

  /// Takes the numbers of the origins whose host statistics have changed since the last call.
  mutating func takeChanged() -> [Int] {
    indices.filter { index in
      if isPacked(index) { return packedPlace(index).map { packed[$0].takeNews() } ?? false }
      let place = Int(places[index])
      defer { queues[place].hasNewReceipt = false }
      return queues[place].hasNewReceipt
    }
  }

  // MARK: Packing

  private func newQueue(of origin: Origin) -> OriginQueue {
    var queue = OriginQueue(origin, politeness)
    if !holdsImages { queue.releaseImages() }
    set(rules, in: &queue)
    return queue
  }

  private func set(_ rules: QueueRules, in queue: inout OriginQueue) {
    queue.setPace(rules.pace(of: queue.origin.host), politeness)
    queue.bar = rules.bar?(queue.origin)
  }

  /// Where the packed form of a queue is; `nil` if nothing is left of the queue.
  private func packedPlace(_ index: Int) -> Int? {
    places[index] == Self.none ? nil : Int(places[index] & ~Self.packedBit)
  }

  private func unpacked(_ index: Int) -> OriginQueue {
    var queue = newQueue(of: names[index])
    if let place = packedPlace(index) { queue.unpack(packed[place]) }
    return queue
  }

  private mutating func unpack(_ index: Int) { unpack(index, unpacked(index)) }

  private mutating func unpack(_ index: Int, _ queue: OriginQueue) {
    if free.isEmpty, queues.count >= unpackedAtLeast { packSome() }
    dropPacked(index)
    if let place = free.popLast() {
      places[index] = UInt32(place)
      queues[place] = queue
      owners[place] = index
    } else {
      places[index] = UInt32(queues.count)
      queues.append(queue)
      owners.append(index)
    }
  }

  /// Packs the queues at rest among the next few.
  private mutating func packSome() {
    for _ in 0..<min(Self.examined, queues.count) {
      hand = (hand + 1) % queues.count
      guard queues[hand].isAtRest else { continue }
      let owner = owners[hand]
      pack(queues[hand], of: owner)
      queues[hand] = OriginQueue(queues[hand].origin, politeness)
      free.append(hand)
    }
  }

  /// Keeps what is left of the queue of an origin, if anything is.
  private mutating func pack(_ queue: OriginQueue, of index: Int) {
    if isPacked(index) { dropPacked(index) }
    let rest = queue.packed
    if rest.isBlank {
      places[index] = Self.none
    } else if let place = freePacked.popLast() {
      packed[Int(place)] = rest
      places[index] = place | Self.packedBit
    } else {
      places[index] = UInt32(packed.count) | Self.packedBit
      packed.append(rest)
    }
  }

  private mutating func dropPacked(_ index: Int) {
    guard let place = packedPlace(index) else { return }
    packed[place] = PackedOrigin()
    freePacked.append(UInt32(place))
  }
}
