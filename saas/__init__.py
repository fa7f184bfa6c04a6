"""The house and its control plane: what every room stands on, who comes in, who brings clients, who bills them."""
