"""A guarded reader of YAML that knows where everything stands. It knows no bank: banks are one use of it."""
