"""Qingdang without a window: domain, vault, storage, services and the command line."""
