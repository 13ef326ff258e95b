"""Settling a premise, part by part: people, quest, aims, setting; each leans on the one before."""
