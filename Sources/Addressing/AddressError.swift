/// Why a text is no address that can be fetched.
public struct AddressError: Error {}
