/// Scheme, host and port: the unit of politeness and of connections.
public struct Origin: Hashable, Sendable {}
