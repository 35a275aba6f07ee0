import CProcessor
import Foundation

require_instruction_sets("trainer")
Console.occupyClosedStreams()
Signals.install()
exit(Trainer.run(Array(CommandLine.arguments.dropFirst())).rawValue)
