"""What is true: rules over plain values, without clock, input, output or widgets."""
