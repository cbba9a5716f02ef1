internal import CLibxml2

/// The limit on the different names in one document.
///
/// libxml2 keeps every name of a document in a dictionary. That of version 2.9 stops growing its
/// table at some ten thousand lists, so the time for new names grows with the square of their
/// number. No real document has so many.
enum NameLimit {
  /// The maximum number of names in a dictionary before something is done about it.
  static let names = 16_384

  /// Whether a dictionary has more.
  static func isExceeded(by dictionary: xmlDictPtr?) -> Bool {
    dictionary.map { xmlDictSize($0) > names } ?? false
  }
}

/// A dictionary that gets no further names.
struct FullDictionary {
  private let dictionary: xmlDictPtr

  /// Makes the dictionary; `nil` if there is room for more names.
  init?(_ dictionary: xmlDictPtr?) {
    guard let dictionary, NameLimit.isExceeded(by: dictionary) else { return nil }
    self.dictionary = dictionary
  }

  /// Whether a text is in it.
  func has(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = text.baseAddress else { return false }
    return xmlDictExists(dictionary, start, Int32(text.count)) != nil
  }

  /// Whether a name is in it; libxml2 keeps the prefix and the rest of a name apart.
  func has(name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else { return has(name) }
    return has(UnsafeBufferPointer(rebasing: name[..<colon]))
      && has(UnsafeBufferPointer(rebasing: name[(colon + 1)...]))
  }
}
