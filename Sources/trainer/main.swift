import CProcessor

require_instruction_sets("trainer")
print("trainer")
