/// Reads addresses as they stand in documents, on command lines and in lists, by the WHATWG URL
/// standard (the basic URL parser, section 4.4), for `http` and `https`.
///
/// The cost is linear in the length of the input, which is refused when it is longer than
/// ``WebAddress/lengthLimit``.
public enum AddressReader {
  /// Turns the text of a query into bytes of the document's encoding.
  ///
  /// A character that the encoding lacks is written as
  /// ``PercentEncoding/escape(forUnencodable:)`` gives it. The bytes are percent-encoded
  /// afterwards, except for `%`.
  public typealias QueryEncoder = (String) -> [UInt8]

  /// Reads an address, against `base` where it is a relative reference.
  ///
  /// - Parameters:
  ///   - input: the text as it stands there.
  ///   - base: the address of the document, or its `<base>`; `nil` where there is none.
  ///   - queryEncoder: for a document that is not in UTF-8; `nil` means UTF-8.
  /// - Returns: the address, and apart from it the fragment and the credentials.
  /// - Throws: why the text is no address that can be fetched.
  public static func read(
    _ input: String, base: WebAddress?, queryEncoder: QueryEncoder? = nil
  ) throws(AddressError) -> ParsedAddress {
    let utf8 = input.utf8
    do {
      return try read(utf8.span, base: base, inherited: nil, queryEncoder: queryEncoder)
    } catch {
      throw AddressError(error.code, input: input)
    }
  }

  /// Reads an address against a base whose credentials it takes over where it names no host of
  /// its own, as the standard has it.
  public static func read(
    _ input: String, base: ParsedAddress, queryEncoder: QueryEncoder? = nil
  ) throws(AddressError) -> ParsedAddress {
    let utf8 = input.utf8
    do {
      return try read(
        utf8.span, base: base.address, inherited: base.credentials, queryEncoder: queryEncoder)
    } catch {
      throw AddressError(error.code, input: input)
    }
  }

  static func read(
    _ input: Span<UInt8>, base: WebAddress?, inherited: Credentials?, queryEncoder: QueryEncoder?
  ) throws(Refusal) -> ParsedAddress {
    var (start, end) = (0, input.count)
    while start < end, input[start].isControlOrSpace { start += 1 }
    while end > start, input[end - 1].isControlOrSpace { end -= 1 }
    let trimmed = input.extracting(start..<end)

    // Before the length, so that a long `data:` is refused for what it is.
    let mark = trimmed.schemeMark(from: 0)
    if case .foreign(let name) = mark { throw Refusal(.unsupportedScheme(name)) }
    guard input.count <= WebAddress.lengthLimit else { throw Refusal(.tooLong) }
    if base == nil, mark == .none {
      throw Refusal(trimmed.isEmpty ? .empty : .relativeWithoutBase)
    }

    var parser = AddressParser(trimmed, queryEncoder: queryEncoder)
    return try parser.parse(mark, base: base, inherited: inherited)
  }
}
