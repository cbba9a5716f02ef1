import DequeModule

/// The origins that may start something at once: a ring of those that answer, and a ring of the
/// others.
///
/// Both together are served in the order in which the origins came, as if they were one ring.
struct ReadyOrigins: Sendable {
  /// A place in a ring; stale if the origin has another number or is elsewhere.
  struct Place: Sendable {
    let index: Int
    let entry: Int
    /// Its position in the order of all that came.
    let turn: Int
  }

  private var answering = Deque<Place>()
  private var others = Deque<Place>()
  private var turns = 0

  /// Whether no origin is in the rings.
  var isEmpty: Bool { answering.isEmpty && others.isEmpty }

  /// The ring of the origins that answer, or that of the others.
  subscript(answers answers: Bool) -> Deque<Place> {
    get { answers ? answering : others }
    _modify { if answers { yield &answering } else { yield &others } }
  }

  /// Adds an origin, which comes after all that are there.
  mutating func append(_ index: Int, entry: Int, answers: Bool) {
    turns += 1
    self[answers: answers].append(Place(index: index, entry: entry, turn: turns))
  }

  /// Returns whether the next origin is in the ring of those that answer.
  ///
  /// - Parameter isReserved: whether only origins that answer may start.
  /// - Returns: `nil` if there is no next origin.
  func nextAnswers(isReserved: Bool) -> Bool? {
    switch (answering.first, isReserved ? nil : others.first) {
    case (nil, nil): nil
    case (_?, nil): true
    case (nil, _?): false
    case (let first?, let other?): first.turn < other.turn
    }
  }
}
