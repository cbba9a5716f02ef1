/// Parses addresses by the WHATWG URL standard (the basic URL parser, section 4.4), for `http` and
/// `https`.
///
/// The cost is linear in the length of the input. An input longer than ``WebAddress/lengthLimit``
/// is rejected.
public enum AddressReader {
  /// Encodes the text of a query in the document's encoding.
  ///
  /// A character that the encoding lacks is encoded by ``PercentEncoding/escape(forUnencodable:)``.
  /// The bytes are percent-encoded afterwards, except for `%`.
  public typealias QueryEncoder = (String) -> [UInt8]

  /// Parses an address, which is resolved against `base` if it is a relative reference.
  ///
  /// - Parameters:
  ///   - input: the text as written.
  ///   - base: the address of the document, or its `<base>`; `nil` if there is none.
  ///   - queryEncoder: for a document that is not in UTF-8; `nil` means UTF-8.
  ///   - names: converts the names of its document; `nil` for a single address.
  /// - Returns: the address, and separately the fragment and the credentials.
  /// - Throws: the reason if the text is not an address that can be fetched.
  public static func read(
    _ input: String, base: WebAddress?, queryEncoder: QueryEncoder? = nil,
    names: InternationalNames? = nil
  ) throws(AddressError) -> ParsedAddress {
    let utf8 = input.utf8
    do {
      return try read(
        utf8.span, base: base, inherited: nil, queryEncoder: queryEncoder, names: names)
    } catch {
      throw AddressError(error.code, input: input)
    }
  }

  /// Parses an address against a base.
  ///
  /// If it has no host of its own, it inherits the base's credentials, as in the standard.
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
    _ input: Span<UInt8>, base: WebAddress?, inherited: Credentials?, queryEncoder: QueryEncoder?,
    names: InternationalNames? = nil
  ) throws(Refusal) -> ParsedAddress {
    var (start, end) = (0, input.count)
    while start < end, input[start].isControlOrSpace { start += 1 }
    while end > start, input[end - 1].isControlOrSpace { end -= 1 }
    let trimmed = input.extracting(start..<end)

    // Checked before the length, so that a long `data:` address is rejected because of its scheme.
    let mark = trimmed.schemeMark(from: 0)
    if case .foreign(let name) = mark { throw Refusal(.unsupportedScheme(name)) }
    guard input.count <= WebAddress.lengthLimit else { throw Refusal(.tooLong) }
    if base == nil, mark == .none {
      throw Refusal(trimmed.isEmpty ? .empty : .relativeWithoutBase)
    }

    var parser = AddressParser(trimmed, queryEncoder: queryEncoder, names: names)
    return try parser.parse(mark, base: base, inherited: inherited)
  }
}
