import CrawlModel

/// Every address that a crawl has found, by fingerprint, with its record number: a known address is
/// recognised without reading from the disk.
///
/// A slot takes twelve bytes and 82 to 92 percent of the slots are in use, so an address costs less
/// than 16 bytes. The table is split into shards by the first bits of the fingerprint; only one
/// shard at a time is copied to grow.
///
/// Within a shard, keys are in ascending order with gaps, each at or after its *home*, which rises
/// with the key (linear probing that keeps the order; Amble and Knuth, "Ordered Hash Tables",
/// 1974). So a search ends at the first larger key, and growing is one pass from front to back.
struct AddressIndex {
  /// What is known of an address.
  struct Entry: Hashable {
    var number: RecordNumber
    /// Why a rule left the address out; `nil` if it was put.
    var leftOut: SkipReason?
  }

  /// The maximum number of addresses.
  static let numberLimit = 1 << 27 - 1

  private static let shardBits: UInt64 = 8
  private var shards = [Shard](repeating: Shard(), count: 1 << Int(shardBits))
  /// The number of addresses.
  private(set) var count = 0

  /// What is known of an address; `nil` if it is new.
  func entry(_ key: UInt64) -> Entry? {
    shards[Self.shard(key)].word(of: key).map(Self.entry)
  }

  /// Adds an address, or changes what is known of it.
  mutating func set(_ key: UInt64, _ entry: Entry) {
    precondition(
      (1...Self.numberLimit).contains(entry.number.rawValue), "a record has a number from 1")
    if shards[Self.shard(key)].set(key, Self.word(entry)) { count += 1 }
  }

  /// The size of the table in bytes.
  var byteCount: Int { shards.reduce(0) { $0 + $1.byteCount } }

  private static func shard(_ key: UInt64) -> Int { Int(key >> (64 - shardBits)) }

  // The reason is in the top five bits; 0 means none.
  private static func word(_ entry: Entry) -> UInt32 {
    UInt32(entry.number.rawValue) | (entry.leftOut.map { codes[$0] ?? 0 } ?? 0) << 27
  }

  private static func entry(_ word: UInt32) -> Entry {
    let code = Int(word >> 27)
    return Entry(
      number: RecordNumber(rawValue: Int(word & UInt32(numberLimit))),
      leftOut: code == 0 ? nil : SkipReason.allCases[code - 1])
  }

  private static let codes: [SkipReason: UInt32] = {
    precondition(SkipReason.allCases.count < 32, "the reasons no longer fit into five bits")
    return Dictionary(
      uniqueKeysWithValues: SkipReason.allCases.enumerated().map { ($1, UInt32($0 + 1)) })
  }()

  /// A part of the table.
  private struct Shard {
    // Slots after the last home hold entries displaced from the last homes.
    private var tail = 16
    private var keys: [UInt64] = []
    // 0 marks an empty slot.
    private var words: [UInt32] = []
    private var homes = 0
    private var count = 0

    var byteCount: Int {
      keys.capacity * MemoryLayout<UInt64>.size + words.capacity * MemoryLayout<UInt32>.size
    }

    func word(of key: UInt64) -> UInt32? {
      let (slot, isThere) = find(key)
      return isThere ? words[slot] : nil
    }

    /// Sets the word of a key; returns whether the key is new.
    mutating func set(_ key: UInt64, _ word: UInt32) -> Bool {
      var (slot, isThere) = find(key)
      if isThere {
        words[slot] = word
        return false
      }
      if (count + 1) * 100 > homes * 92 {
        grow(to: homes * 112 / 100 + 8)
        slot = find(key).slot
      }
      while true {
        var free = slot
        while free < words.count, words[free] != 0 { free += 1 }
        if free < words.count {
          insert(key, word, at: slot, free: free)
          return true
        }
        tail *= 2
        grow(to: homes)
        slot = find(key).slot
      }
    }

    private mutating func insert(_ key: UInt64, _ word: UInt32, at slot: Int, free: Int) {
      var index = free
      while index > slot {
        keys[index] = keys[index - 1]
        words[index] = words[index - 1]
        index -= 1
      }
      keys[slot] = key
      words[slot] = word
      count += 1
    }

    private func find(_ key: UInt64) -> (slot: Int, isThere: Bool) {
      var slot = Self.home(key, of: homes)
      while slot < words.count, words[slot] != 0 {
        if keys[slot] >= key { return (slot, keys[slot] == key) }
        slot += 1
      }
      return (slot, false)
    }

    private static func home(_ key: UInt64, of homes: Int) -> Int {
      Int(((key << shardBits) >> 32 * UInt64(homes)) >> 32)
    }

    private mutating func grow(to newHomes: Int) {
      var newKeys = [UInt64](repeating: 0, count: newHomes + tail)
      var newWords = [UInt32](repeating: 0, count: newHomes + tail)
      var next = 0
      for index in words.indices where words[index] != 0 {
        next = max(next, Self.home(keys[index], of: newHomes))
        guard next < newWords.count else {
          tail *= 2
          return grow(to: newHomes)
        }
        newKeys[next] = keys[index]
        newWords[next] = words[index]
        next += 1
      }
      keys = newKeys
      words = newWords
      homes = newHomes
    }
  }
}
