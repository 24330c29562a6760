"""WeCom (企业微信): its app for members, 微信客服 for villagers on WeChat, its group robots, its connected robot."""
