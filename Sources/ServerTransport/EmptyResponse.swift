/// The answer of a call whose body carries no information, or is empty.
package struct EmptyResponse: Decodable, Sendable {}
