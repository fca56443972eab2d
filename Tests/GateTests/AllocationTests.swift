import Gate
import Testing
